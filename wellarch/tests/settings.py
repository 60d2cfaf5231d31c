"""The settings of the tests: the product's, in a folder of their own, with quick passwords."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="wellarch-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
for name in [*(name for name in os.environ if name.startswith("WELLARCH_")), "HOST", "PORT"]:
    os.environ.pop(name, None)
os.environ["WELLARCH_DATA"] = str(FOLDER)

from wellarch.settings import *  # noqa: E402, F403
from wellarch.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # In a file, not in memory: tests with threads want a connection each, and locks that wait.
    DATABASES["default"]["TEST"] = {"NAME": FOLDER / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Emptied before every test; the rows of a database cache would outlive some.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = FOLDER / "static"
STATIC_ROOT.mkdir()
