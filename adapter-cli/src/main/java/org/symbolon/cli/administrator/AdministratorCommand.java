package org.symbolon.cli.administrator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.administration.Administrator;
import org.symbolon.core.store.administration.AdministratorSecret;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.administration.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says who may administer a service over HTTP. */
@Command(
        name = "administrator",
        addMethodSubcommands = false,
        description = {
            "Adds, lists and ends administrators, who use the management listener of a service with a token.",
            "",
            "Roles, each of which may do what those before it may: viewer, support, operator, owner."
        })
public record AdministratorCommand(GlobalOptions global) {
    private static final String NAME_MEANING = "The name: 1 to 64 lower-case letters, digits, '.', '_', '@' and '-'.";

    /** How long a token lasts. */
    static final class Lasting {
        @Option(
                names = "--lasts",
                paramLabel = "DURATION",
                description = "How long the token lasts, such as P90D (default: until the administrator is ended).")
        private Optional<Duration> lasts = Optional.empty();
    }

    @Command(description = "Adds an administrator, and prints the token, which is shown only once.")
    void add(
            @Parameters(paramLabel = "NAME", description = NAME_MEANING) String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "viewer, support, operator or owner.")
                    Role role,
            @Mixin Lasting lasting) {
        try (Symbolon symbolon = global.setUp()) {
            AdministratorSecret token = global.desk(symbolon).administrators().add(name, role, lasting.lasts);
            show(symbolon, name, token);
        }
    }

    private void show(Symbolon symbolon, String name, AdministratorSecret token) {
        Administrator made = global.desk(symbolon).administrators().get(name).value();
        global.output()
                .result(ImmutableMap.<String, Object>builder()
                        .putAll(model(made))
                        .put("token", token.text())
                        .buildOrThrow());
    }

    private static ImmutableMap<String, Object> model(Administrator administrator) {
        return ImmutableMap.of(
                "name", administrator.name(),
                "role", administrator.role().id(),
                "created", administrator.created().toString(),
                "expires", administrator.expires().map(Instant::toString));
    }

    @Command(description = "Lists the administrators, without their tokens.")
    void list() {
        try (Symbolon symbolon = global.open()) {
            ImmutableList<ImmutableMap<String, Object>> all = global.desk(symbolon).administrators().list().stream()
                    .map(AdministratorCommand::model)
                    .collect(ImmutableList.toImmutableList());
            global.output().list(all, all, "there is no administrator yet");
        }
    }

    @Command(description = "Gives an administrator another role, from the next request on.")
    void role(
            @Parameters(index = "0", paramLabel = "NAME", description = NAME_MEANING) String name,
            @Parameters(index = "1", paramLabel = "ROLE", description = "viewer, support, operator or owner.")
                    Role role) {
        try (Symbolon symbolon = global.open()) {
            global.desk(symbolon).administrators().changeRole(name, role, Expected.ANY);
            global.output()
                    .result(
                            ImmutableMap.of("name", name, "role", role.id()),
                            "administrator " + name + " has the role " + role.id());
        }
    }

    @Command(description = "Gives an administrator a new token, and prints it; the one so far is refused from now on.")
    void renew(@Parameters(paramLabel = "NAME", description = NAME_MEANING) String name, @Mixin Lasting lasting) {
        try (Symbolon symbolon = global.open()) {
            show(symbolon, name, global.desk(symbolon).administrators().renew(name, lasting.lasts, Expected.ANY));
        }
    }

    @Command(description = "Ends an administrator: the token is refused from now on.")
    void end(@Parameters(paramLabel = "NAME", description = NAME_MEANING) String name) {
        try (Symbolon symbolon = global.open()) {
            global.desk(symbolon).administrators().end(name, Expected.ANY);
            global.output().result(ImmutableMap.of("ended", name), "administrator " + name + " is ended");
        }
    }
}
