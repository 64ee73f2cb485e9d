package org.symbolon.cli;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.error.Violation;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenRefusedException;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.token.OpenedToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Issues tokens as the service does, and shows what a token says. */
@Command(name = "token", description = "Issues licence tokens, and shows what they say.")
final class TokenCommand {
    private final GlobalOptions global;

    TokenCommand(GlobalOptions global) {
        this.global = global;
    }

    @Command(
            description = {
                "Issues a token, taking it from the account's balance, and prints its licence URL.",
                "",
                "Secrets (customerAuthenticator, contentKey, kek, ek) should not stand on the command line,"
                        + " which everybody on the machine can see, but in a file, on standard input or in an"
                        + " environment variable. Of each, one line end is stripped."
            },
            footer = {
                "",
                "For example:",
                "  symbolon token issue wv customerAuthenticator=env:AUTHENTICATOR contentKey=@key.txt \\",
                "      kid=^film1 securityLevel=1 hdcpOutputControl=0"
            })
    void issue(
            @Parameters(index = "0", paramLabel = "DRM", description = "The DRM, such as wv or fp.") DrmId drm,
            @Parameters(
                            index = "1..*",
                            arity = "1..*",
                            paramLabel = "NAME=VALUE",
                            description = {
                                "The parameters of the request. A value can also be @FILE (a file's content),"
                                        + " @- (standard input) or env:VARIABLE; a value that begins with @ is written @@…"
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
                            description = "The address that the call is taken to come from (default: 127.0.0.1).")
                    InetAddress caller) {
        TokenRequest request = TokenRequest.builder()
                .drm(drm)
                .environment(environment)
                .parameters(read(parameters))
                .caller(caller)
                .build();
        try (Symbolon symbolon = global.open()) {
            requireDrm(symbolon, drm);
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
                // The argument itself stays unsaid: a secret without its name looks like this.
                throw CommandFailedException.usage(
                        "parameter " + (parameters.size() + 1) + " is not written NAME=VALUE");
            }
            parameters.add(argument.substring(0, equals), inputs.value(argument.substring(equals + 1)));
        }
        return parameters.build();
    }

    static Drm requireDrm(Symbolon symbolon, DrmId drm) {
        return symbolon.drms()
                .find(drm)
                .orElseThrow(() -> CommandFailedException.refused("there is no DRM " + drm + "; loaded are "
                        + symbolon.drms().ids()));
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
            global.output().warn("without effect: " + String.join(", ", names));
        }
    }

    /** The rules of violations mostly begin with the parameter's name; it is added to those that do not. */
    static String line(Violation violation) {
        Optional<String> unsaid =
                violation.parameter().filter(name -> !violation.rule().startsWith(name + " "));
        return "[" + violation.code().number() + "] " + violation.code().message() + ": " + violation.rule()
                + unsaid.map(name -> " (" + name + ")").orElse("");
    }

    @Command(description = "Shows what a token says, if it is one of this service's.")
    void inspect(
            @Parameters(
                            paramLabel = "TOKEN",
                            description = "The token, or a licence URL that carries it; @FILE for a file that holds"
                                    + " either, - for standard input.")
                    String token,
            @Option(names = "--reveal-keys", description = "Show the content key too.") boolean revealKeys) {
        Inputs inputs = new Inputs(global.surroundings());
        String text = inputs.value(token.equals("-") ? "@-" : token).strip();
        try (Symbolon symbolon = global.open()) {
            OpenedToken opened = TokenView.open(symbolon.sealer(), text);
            Optional<Drm> drm = symbolon.drms().find(opened.claims().drm());
            if (drm.isEmpty()) {
                global.output()
                        .warn("there is no plug-in for " + opened.claims().drm() + ", which could read the policy");
            }
            global.output()
                    .result(new TokenView(opened, drm, global.surroundings().clock()).model(revealKeys));
        }
    }
}
