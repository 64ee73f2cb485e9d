package org.symbolon.cli.console;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.net.HostAndPort;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Installation;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.administration.Administration;
import org.symbolon.core.administration.AdministrationException;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.administration.Administrator;
import org.symbolon.core.store.administration.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a link that logs in to the console once. */
@Command(
        name = "console",
        description = {
            "Prints a link that logs in to the console once, within ten minutes.",
            "",
            "The console is on the management listener of the service (management.host, management.port). Who runs this"
                    + " command owns the store, so an administrator who is not there yet is added."
        })
public final class ConsoleCommand implements Runnable {
    private static final CharMatcher OF_NAMES =
            CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('0', '9')).or(CharMatcher.anyOf("._@-"));
    private static final String ANY_ADDRESS = "0.0.0.0";
    private static final String HERE = "127.0.0.1";

    private final GlobalOptions global;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "The administrator who is logged in (default: the name of the user of the operating system).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "The role of an administrator who is added: viewer, support, operator or owner (default).")
    private Role role = Role.OWNER;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the browser reaches the management listener, such as through a tunnel (default: the"
                    + " address of the settings).")
    private Optional<String> url = Optional.empty();

    public ConsoleCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        String user = System.getProperty("user.name", "owner");
        String administrator = name.orElseGet(() -> OF_NAMES.retainFrom(Ascii.toLowerCase(user)));
        try (Symbolon symbolon = global.open()) {
            Actor actor = Actor.commandLine(user);
            addIfMissing(symbolon.administration(), actor, administrator);
            String code =
                    symbolon.administration().createLogin(actor, administrator).text();
            String link = url.orElseGet(this::address) + "/console/login?code=" + code;
            global.output().result(ImmutableMap.of("link", link, "administrator", administrator), link);
        } catch (AdministrationException e) {
            throw CommandFailedException.refused(String.valueOf(e.getMessage()));
        }
    }

    /** The token that a new administrator gets is not shown: the link is enough, and 'symbolon administrator' makes others. */
    private void addIfMissing(Administration administration, Actor actor, String administrator) {
        boolean known = administration.as(actor).administrators().list().stream()
                .map(Administrator::name)
                .anyMatch(administrator::equals);
        if (!known) {
            administration.as(actor).administrators().add(administrator, role, Optional.empty());
            global.output().note("added the administrator " + administrator + " with the role " + role.id());
        }
    }

    private String address() {
        Installation installation = Installation.of(global, "", "");
        String host = setting(installation, "management.host");
        String port = setting(installation, "management.port");
        return "http://" + HostAndPort.fromParts(host.equals(ANY_ADDRESS) ? HERE : host, Integer.parseInt(port));
    }

    /** A setting that the service declares, which commands do not know by themselves. */
    private static String setting(Installation installation, String name) {
        Settings settings = installation.settings();
        return installation.services().stream()
                .flatMap(service -> service.settings().stream())
                .filter(key -> key.name().equals(name))
                .findFirst()
                .map(key -> settings.given(key).text())
                .orElseThrow(() -> CommandFailedException.refused(
                        "the service is not on the class path, so --url has to say where its management listener is"));
    }
}
