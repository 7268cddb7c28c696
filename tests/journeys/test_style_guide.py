"""The style guide in a real browser: every component, readable and operable in both modes and on both screens."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

WIDE, SMALL = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def open_guide(window, counsel):
    """Opens the style guide as a reviewer; what the browser complained about is in `page.complaints`."""

    def open_page(viewport=WIDE, colours="light", **options):
        page = window(counsel, **viewport, color_scheme=colours, **options)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto("/styleguide/")
        return page

    return open_page


def violations(page):
    return [(violation["id"], violation["nodes"][0]["target"]) for violation in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("viewport", [WIDE, SMALL], ids=["wide", "small"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_component_is_accessible_and_fits_the_screen(open_guide, viewport, colours):
    page = open_guide(viewport, colours)
    page.locator("summary", has_text="Your menu").click()

    assert page.evaluate("document.documentElement.dataset.bsTheme") == colours
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    assert page.complaints == []


def test_what_a_thumb_hits_is_at_least_44_px_high(open_guide):
    page = open_guide(SMALL, has_touch=True)

    too_small = page.evaluate(
        """() => [...document.querySelectorAll("button, .btn, summary, select, .form-control")]
            .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.5)
            .map((element) => element.outerHTML.slice(0, 80))"""
    )

    assert too_small == []


def test_colours_that_were_chosen_are_remembered_and_stay_off_paper(open_guide):
    page = open_guide(colours="light")
    page.locator("summary", has_text="Your menu").click()
    page.get_by_role("button", name="Dark").click()
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.emulate_media(media="print")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")


def test_keys_walk_the_rows_and_press_the_button_of_the_row(open_guide):
    page = open_guide()
    page.evaluate(
        """window.claimed = [];
        document.addEventListener("click", ({ target }) => {
            if (target.closest("[data-shortcut=c]")) claimed.push(target.closest("tr").querySelector("a").textContent);
        })"""
    )

    for key in "cjjc":  # the first c finds no row
        page.keyboard.press(key)

    assert page.evaluate("claimed") == ["Office cleaning in Kraków"]


def test_keys_stay_letters_while_somebody_types(open_guide):
    page = open_guide()

    page.keyboard.press("/")
    page.keyboard.type("jc?")

    expect(page.locator("[name=q]")).to_have_value("jc?")
    expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize("key", ["Escape", "ArrowDown"])
def test_key_leads_from_the_search_back_to_the_rows(open_guide, key):
    page = open_guide()

    page.keyboard.press("/")
    page.keyboard.type("Krak")
    page.keyboard.press(key)

    expect(page.locator("[data-row]").first).to_be_focused()
    expect(page.locator("[name=q]")).to_have_value("Krak")


def test_message_makes_room_for_the_form_below_it(open_guide):
    page = open_guide()
    page.evaluate(
        """() => {
            const field = document.querySelector("main form input:not([type=hidden])");
            field.scrollIntoView({ block: "end" });
            const region = document.getElementById("messages");
            region.append(document.getElementById("unreachable").content.cloneNode(true));
            const place = field.closest("form").getBoundingClientRect();
            region.style.bottom = "auto";
            region.style.top = `${place.top}px`;
            region.style.left = `${place.left}px`;
            field.focus();
        }"""
    )

    expect(page.locator("#messages")).to_have_css("position", "static")


def test_help_lists_the_keys_of_this_page_and_switches_them_off(open_guide):
    page = open_guide()

    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()
    lines = page.locator("#shortcuts dt").all_inner_texts()
    faults = violations(page)
    page.get_by_label("Use single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")

    own = [line for line in lines if not line.startswith("Go to ")]
    assert own == [
        "Next row, previous row",
        "Open the row",
        "Search or do",
        "Give a heads-up",
        "Show these shortcuts",
        "Search",
        "Claim the row",
    ]
    assert "Go to Queue" in lines
    assert faults == []
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_menus_open_without_javascript(open_guide):
    page = open_guide(java_script_enabled=False)

    page.locator("summary", has_text="Your menu").click()

    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(page.get_by_role("button", name="Dark")).to_be_hidden()
