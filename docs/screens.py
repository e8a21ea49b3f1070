"""``make screens``: pictures of every page of the dashboard over the lake of ``kerok demo``, light, dark and on a phone, and of further views, into docs/screens.

They are Rhode Island 2023Q2, CMS's own rows. ``python docs/screens.py changes mix`` makes those of two pages. Needs chromium (apt-get install chromium).
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from kerok.dashboard.frame import NAVIGATION
from tests.browser.conftest import _FLAGS, end, serve, settle

FOLDER = Path(__file__).parent / "screens"
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "is_mobile": True, "has_touch": True, "device_scale_factor": 2},
}
PARAMS = {"facility": "?ccn=415120", "find": "?find=westerly", "compare": "?ccns=415120,415052,415038,415010"}
VIEWS = {
    "beds-occupancy": "?show=occupancy", "compare-peers": "?of=peers&ccn=415120", "quality-reporting": "?show=reporting", "changes-presence": "?show=presence", "methods-downloads": "?show=downloads",
}  # fmt: skip
"""What else pages show: pictured light."""
TALLEST = 3200


def picture(page, url, path, width):
    """The page in full: it scrolls inside, so the window grows with it; on a phone the first screens."""
    page.goto(url)
    settle(page)
    page.wait_for_timeout(1200)
    height = page.evaluate("() => Math.ceil(document.querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect().height) + 20")
    page.set_viewport_size({"width": width, "height": min(max(height, 800), TALLEST if width > 600 else 1700)})
    page.wait_for_timeout(700)
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)  # a third of the bytes; keeps colours of small areas, as a legend's


def main(wanted=()):
    """All pictures, or those of the pages that are named."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "lake"
        subprocess.run([Path(sys.executable).with_name("kerok"), "--home", home, "demo"], check=True, capture_output=True)
        served = serve(home)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
                for look, options in LOOKS.items():
                    page = browser.new_context(**options).new_page()
                    pages = {name: PARAMS.get(name, "") for name, _, _ in NAVIGATION} | (VIEWS if look == "light" else {})
                    for name, params in ((n, q) for n, q in pages.items() if not wanted or n.split("-")[0] in wanted):
                        url = served.url("" if name == "overview" else name.split("-")[0]) + params
                        picture(page, url, FOLDER / f"{name}-{look}.png", options["viewport"]["width"])
                        print(f"{name}-{look}.png")
                browser.close()
        finally:
            end(served)


if __name__ == "__main__":
    main(sys.argv[1:])
