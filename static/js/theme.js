// Before the first paint: a theme chosen by the reader, or the system's.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  window.theme = {
    get chosen() {
      try { return localStorage.getItem("theme") || "auto"; } catch { return "auto"; }
    },
    choose(name) {
      try { localStorage.setItem("theme", name); } catch { /* private mode: lasts for this page */ }
      this.show(name);
    },
    show(name = this.chosen) {
      const shown = name === "auto" ? (dark.matches ? "dark" : "light") : name;
      document.documentElement.dataset.bsTheme = shown;
    },
  };
  window.theme.show();
  dark.addEventListener("change", () => window.theme.show());
})();
