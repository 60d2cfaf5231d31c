// The number beside the slider follows the hand; what it means is fetched by htmx.
(() => {
  "use strict";

  const slider = document.getElementById("days");
  const shown = document.querySelector("output[for=days]");
  if (!slider || !shown) return;
  slider.addEventListener("input", () => {
    shown.value = slider.value;
  });
})();
