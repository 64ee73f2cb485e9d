package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a real browser: each room is examined by axe on a narrow screen in the dark and on a wide one in the
 * light, and a change in one browser is a conflict in another.
 */
final class ConsoleIT {
    private static final int NARROW = 360;
    private static final int WIDE = 1280;
    private static final int HEIGHT = 800;

    /** What axe finds, a line for each rule; empty text if it finds nothing. */
    private static final String FINDINGS =
            "axe.run(document, {resultTypes: ['violations'], preload: false}).then(found =>"
                    + " found.violations.map(rule => rule.id + ': ' + rule.nodes.map(node => node.html).join(' '))"
                    + ".join('\\n'))";

    @TempDir
    private Path data;

    private String management;
    private String authenticator;
    private String axe;

    @Test
    void rooms_areFitForEverybody_andAChangeIsSeenAsAConflict() throws Exception {
        Optional<Path> program = Chromium.find();
        assumeTrue(program.isPresent(), "there is no Chromium on the path, and -Dsymbolon.chromium names none");
        assumeTrue(PlayerLibraries.canBeFetched(), "there is no npm to fetch axe with");
        axe = Files.readString(PlayerLibraries.fetch().resolve(PlayerLibraries.AXE));
        try (RunningService service = RunningService.start(data);
                Chromium browser = Chromium.driven(program.get(), data);
                DevTools tools = DevTools.connect(data)) {
            management = printed(service, "management at (http://\\S+?),");
            authenticator = printed(service, "customerAuthenticator=([0-9]+,[0-9a-f]{32})");
            String licenseUrl = licenseUrl(service);
            DevTools.Page page = tools.open();
            DevTools.Page other = tools.open();

            examine(page, management + "/console/login");
            login(page, "anna");
            findTheCauseByCookie(page);
            examineRooms(page);
            examinePastedToken(page, licenseUrl);
            login(other, "bert");
            seeTheConflict(page, other);
            assertTrue(browser.isAlive(), "it ended by itself");
        }
    }

    private static String printed(RunningService service, String what) throws Exception {
        Matcher found = Pattern.compile(what).matcher(service.errors());
        assertTrue(found.find(), service.errors());
        return found.group(1);
    }

    /** A token with the cookie {@code viewer-7}, which is then redeemed for another DRM. */
    private String licenseUrl(RunningService service) throws Exception {
        String url = service.send("/hms/ck/token?kid=%5Emovie&contentKey=" + "0f".repeat(16)
                        + "&cookie=viewer-7&customerAuthenticator=" + authenticator)
                .body();
        service.post(url.substring(url.indexOf("/hms/")).replace("/hms/ck/", "/hms/wv/"), "x");
        return url;
    }

    /** By the link that the command prints. */
    private void login(DevTools.Page page, String name) {
        Launcher.Result link = Launcher.run(data, "console", "--as", name, "--url", management);
        assertEquals(0, link.code(), link.err());
        page.show(link.out().strip());
        page.leave("document.querySelector('main button').click()");
        assertEquals("/console/", page.run("location.pathname"));
    }

    private void findTheCauseByCookie(DevTools.Page page) {
        page.press("Tab", 9);
        page.awaitTrue("document.activeElement.id === 'q' || document.activeElement.tagName === 'BUTTON'");
        page.run("document.getElementById('find').focus()");
        page.run("document.getElementById('find').value = 'viewer-7'");
        page.leave("document.querySelector('.find button').click()");
        for (int i = 0; i < 600 && !page.run("document.body.innerText").contains("-4010"); i++) {
            page.leave("location.reload()"); // records are written behind the answers
        }
        String story = page.run("document.querySelector('.card.bad').innerText");
        assertTrue(story.contains("The player was given the licence URL of another DRM"), story);
        examine(page);
    }

    private void examineRooms(DevTools.Page page) {
        String account = authenticator.replaceFirst(",.*", "");
        for (String room : List.of(
                "",
                "accounts",
                "accounts/" + account,
                "playground?drm=wv",
                "keys?account=" + account,
                "credentials",
                "usage",
                "nodes",
                "audit",
                "none")) {
            examine(page, management + "/console/" + room);
        }
        page.show(management + "/console/playground?drm=ck");
        page.run("document.getElementById('account').value = '" + account + "'");
        page.run("document.getElementById('p-kid').value = '^movie'");
        page.run("document.getElementById('p-kid').dispatchEvent(new Event('change', {bubbles: true}))");
        page.awaitTrue("document.getElementById('built').innerText.includes('--data-urlencode')");
        examine(page);
    }

    private void examinePastedToken(DevTools.Page page, String licenseUrl) {
        page.run("document.getElementById('token').value = '" + licenseUrl + "'");
        page.leave("document.querySelector('form[action$=\"/token\"] button').click()");
        assertTrue(page.run("document.body.innerText").contains("viewer-7"));
        examine(page);
    }

    private void examine(DevTools.Page page, String url) {
        page.show(url);
        examine(page);
    }

    private void examine(DevTools.Page page) {
        page.run(axe + "; ''");
        examine(page, NARROW, true);
        examine(page, WIDE, false);
    }

    private static void examine(DevTools.Page page, int width, boolean dark) {
        page.look(width, HEIGHT, dark);
        String looks = page.run("location.href") + " " + width + (dark ? " dark" : " light");
        assertEquals("", page.run(FINDINGS), looks);
        assertEquals("true", page.run("String(document.documentElement.scrollWidth <= " + width + ")"), looks);
    }

    private void seeTheConflict(DevTools.Page page, DevTools.Page other) {
        String account = management + "/console/accounts/" + authenticator.replaceFirst(",.*", "");
        page.show(account);
        other.show(account);
        setBalance(page, 500);
        assertEquals("500", page.run("document.getElementById('balance').innerText"));
        setBalance(other, 9);
        assertTrue(other.run("document.getElementById('conflict').innerText").contains("Somebody else"));
        assertEquals("500", other.run("document.getElementById('balance').innerText"));
        examine(other);
    }

    private static void setBalance(DevTools.Page page, int tokens) {
        page.run("document.getElementById('how').value = 'set'");
        page.run("document.getElementById('tokens').value = '" + tokens + "'");
        page.leave("document.querySelector('form[action$=\"/balance\"] button').click()");
    }
}
