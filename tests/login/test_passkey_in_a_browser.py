"""A passkey, added and used in a real browser with an authenticator that exists only in it."""

from collections.abc import Iterator

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page, sync_playwright

from tests.login.people import PASSWORD, officer
from tools.chromium import program

CHROMIUM = program()
pytestmark = [
    pytest.mark.usefixtures("committed"),
    pytest.mark.skipif(CHROMIUM is None, reason="no browser on this machine (apt install chromium)"),
]


class _Waiting(ThreadedWSGIServer):
    """Ends when its threads have ended: each holds a connection to a database that is dropped next."""

    daemon_threads = False


class _Serving(LiveServerThread):
    server_class = _Waiting


@pytest.fixture
def address() -> Iterator[str]:
    """The pages, served at the name a passkey belongs to."""
    officer()
    connections.close_all()  # while Playwright runs, this thread would be given others
    # Our own middleware hands out what was collected.
    server = _Serving("localhost", lambda pages: pages)  # type: ignore[arg-type]
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield f"http://localhost:{server.port}"
    finally:
        server.terminate()


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        shown = browser.new_page()
        tools = shown.context.new_cdp_session(shown)
        tools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        yield shown
        browser.close()


def test_a_passkey_is_added_and_opens_by_itself(address: str, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text) if "Content Security Policy" in told.text else None)
    page.goto(f"{address}/login?next=/account/passkeys/add")
    page.fill("[name=login]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.click("[name=log_in]")
    page.fill("[name=password]", PASSWORD)
    page.click("[name=go_on]")
    page.check("[name=passwordless]")
    page.click("form[data-webauthn=create] [data-webauthn-start]")
    page.wait_for_url("**/account/recovery")
    page.goto(f"{address}/logout")
    page.click("main [name=log_out]")
    page.goto(f"{address}/login")
    page.click("form[data-webauthn=login] [data-webauthn-start]")
    page.wait_for_url(f"{address}/dispatch")
    page.goto(f"{address}/account")
    assert "officer" in page.inner_text("main")
    # And as the second step after the password.
    page.click("main [name=log_out]")
    page.goto(f"{address}/login")
    page.fill("[name=login]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.click("[name=log_in]")
    page.click("form[data-webauthn=get] [data-webauthn-start]")
    page.wait_for_url(f"{address}/dispatch")
    assert complaints == []
