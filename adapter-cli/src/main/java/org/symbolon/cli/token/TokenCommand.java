package org.symbolon.cli.token;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.Commands;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.cli.base.PluginHelp;
import org.symbolon.core.Symbolon;
import org.symbolon.core.TokenInspection;
import org.symbolon.core.account.Caller;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.error.Violation;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenRefusedException;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Issues tokens as the service does, and shows the content of tokens. */
@Command(name = "token", addMethodSubcommands = false, description = "Issues, inspects and redeems licence tokens.")
public record TokenCommand(GlobalOptions global) {
    /** The command with the subcommands that the words name. */
    public static CommandLine create(GlobalOptions global, ImmutableList<String> words) {
        CommandLine token = Commands.group(
                new TokenCommand(global),
                ImmutableMap.of("redeem", Commands.Source.of(TokenRedeemCommand::new, global)),
                words);
        Optional.ofNullable(token.getSubcommands().get("issue"))
                .ifPresent(issue -> PluginHelp.add(issue, global, TokenCommand::help));
        return token;
    }

    private static String help(DrmDescription drm, Help help) {
        ImmutableMap<String, String> meanings = drm.parameters().stream()
                .collect(ImmutableMap.toImmutableMap(
                        Parameter::name,
                        it -> PluginHelp.meaning(it.meaning(), it.required(), it.repeatable(), it.secret())));
        return PluginHelp.table(help, "Parameters", drm, meanings) + "For example:\n  " + example(drm) + "\n";
    }

    /** A request with every required parameter. Secrets come from an environment variable and a file. */
    private static String example(DrmDescription drm) {
        return Stream.concat(
                        Stream.of("symbolon token issue " + drm.id()
                                + " customerAuthenticator=env:AUTHENTICATOR contentKey=@key.txt"),
                        drm.parameters().stream()
                                .filter(Parameter::required)
                                .flatMap(parameter ->
                                        parameter.example().stream().map(example -> parameter.name() + "=" + example)))
                .collect(Collectors.joining(" "));
    }

    @Command(
            description = {
                "Issues a token, takes it from the balance of the account, and prints its licence URL.",
                "",
                "Give secrets (customerAuthenticator, contentKey, kek, ek) in a file, on standard input or in an"
                        + " environment variable, and not on the command line, which other users of the machine can"
                        + " read. One line end is removed from each."
            })
    void issue(
            @Parameters(
                            index = "0",
                            paramLabel = "DRM",
                            description = "The id of the DRM, as 'symbolon plugins' shows it.")
                    DrmId drm,
            @Parameters(
                            index = "1..*",
                            arity = "1..*",
                            paramLabel = "NAME=VALUE",
                            description = {
                                "The parameters of the request. A value can also be @FILE (the content of a file), @-"
                                        + " (standard input) or env:VARIABLE; for a value that begins with @ write @@…"
                            })
                    List<String> parameters,
            @Option(
                            names = "--environment",
                            paramLabel = "ENVIRONMENT",
                            defaultValue = "production",
                            description = "production (default) or test.")
                    Environment environment,
            @Option(
                            names = "--caller",
                            paramLabel = "ADDRESS",
                            defaultValue = "127.0.0.1",
                            description = "The address of the caller, for accounts that limit it (default: 127.0.0.1).")
                    InetAddress caller) {
        TokenRequest request = TokenRequest.of(drm, Caller.of(environment, caller), read(parameters));
        try (Symbolon symbolon = global.openWithKeyRing()) {
            requireDrm(symbolon.drms(), drm);
            print(symbolon.issuer().issue(request));
        } catch (TokenRefusedException e) {
            warnOfIgnored(e.ignoredParameters());
            throw CommandFailedException.refused(
                    e.violations().stream().map(TokenCommand::line).toList());
        }
    }

    private RequestParameters read(List<String> arguments) {
        Inputs inputs = new Inputs(global.surroundings());
        RequestParameters.Builder parameters = RequestParameters.builder();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                // The argument is not repeated, because it may be a secret without its name.
                throw CommandFailedException.usage(
                        "parameter " + (parameters.size() + 1) + " is not written NAME=VALUE");
            }
            parameters.add(argument.substring(0, equals), inputs.value(argument.substring(equals + 1)));
        }
        return parameters.build();
    }

    static void requireDrm(DrmCatalogue drms, DrmId drm) {
        if (drms.find(drm).isEmpty()) {
            throw CommandFailedException.unknownDrm(drm, drms);
        }
    }

    private void print(IssuedToken token) {
        warnOfIgnored(token.ignoredParameters());
        global.output()
                .result(
                        ImmutableMap.of(
                                "licenseUrl", token.licenseUrl(),
                                "id", token.id().toString(),
                                "account", token.account().value(),
                                "end", token.end().toString(),
                                "cookie", token.cookie(),
                                "ignoredParameters", token.ignoredParameters()),
                        token.licenseUrl());
    }

    private void warnOfIgnored(ImmutableSet<String> names) {
        if (!names.isEmpty()) {
            global.output().warn("parameters without effect: " + String.join(", ", names));
        }
    }

    /** A violation in one line. Most rules begin with the name of the parameter; it is added to the others. */
    static String line(Violation violation) {
        Optional<String> missing =
                violation.parameter().filter(name -> !violation.rule().startsWith(name + " "));
        return "[" + violation.code().number() + "] " + violation.code().message() + ": " + violation.rule()
                + missing.map(name -> " (" + name + ")").orElse("");
    }

    @Command(description = "Shows the content of a token that this service issued.")
    void inspect(
            @Parameters(
                            paramLabel = "TOKEN",
                            description = "The token, or a licence URL that carries it; @FILE for a file that holds"
                                    + " either, - for standard input.")
                    String token,
            @Option(names = "--reveal-keys", description = "Show the content keys too.") boolean revealKeys) {
        Inputs inputs = new Inputs(global.surroundings());
        String text = inputs.value(token.equals("-") ? "@-" : token).strip();
        try (Symbolon symbolon = global.openWithKeyRing()) {
            TokenInspection opened = TokenView.open(symbolon, text);
            Optional<DrmDescription> drm = symbolon.drms().find(opened.claims().drm());
            if (drm.isEmpty()) {
                global.output()
                        .warn("the policy is not shown, because there is no plug-in for "
                                + opened.claims().drm());
            }
            global.output()
                    .result(new TokenView(opened, drm, global.surroundings().clock()).model(revealKeys));
        }
    }
}
