package org.symbolon.cli.credential;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.Commands;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.cli.base.Output;
import org.symbolon.cli.base.PluginHelp;
import org.symbolon.core.Symbolon;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets, lists and removes what plug-ins need to make licences, for any DRM. */
@Command(
        name = "credential",
        addMethodSubcommands = false,
        description = {
            "Sets, lists and removes what a DRM needs to make licences: private keys, or the address of a licence"
                    + " service.",
            "",
            "Credentials are sealed under the key ring. An account without credentials of its own uses the credentials"
                    + " for all accounts (--default)."
        })
public record CredentialCommand(GlobalOptions global) {
    private static final String DRM_MEANING = "The id of the DRM, as 'symbolon plugins' shows it.";
    private static final String DEFAULT_MEANING = "For all accounts without credentials of their own.";

    /** The command with the subcommands that the words name. */
    public static CommandLine create(GlobalOptions global, ImmutableList<String> words) {
        CommandLine credential = Commands.group(new CredentialCommand(global), ImmutableMap.of(), words);
        Optional.ofNullable(credential.getSubcommands().get("set"))
                .ifPresent(set -> PluginHelp.add(set, global, CredentialCommand::help));
        return credential;
    }

    private static String help(DrmDescription drm, Help help) {
        return drm.credentialKind()
                .map(kind -> PluginHelp.table(help, "Values", drm, CredentialValues.meanings(kind)))
                .orElse("");
    }

    @Command(
            customSynopsis = {
                "symbolon credential set DRM (ACCOUNT | --default)",
                "                        (NAME=VALUE... | --simulator)"
            },
            description = {
                "Sets a credential. It replaces a credential with the same name.",
                "",
                "Secrets are read from a file, from standard input or from an environment variable. Files may be"
                        + " binary; one line end is removed from text."
            })
    void set(
            @Parameters(index = "0", paramLabel = "DRM", description = DRM_MEANING) DrmId drm,
            @Parameters(
                            index = "1..*",
                            arity = "0..*",
                            paramLabel = "NAME=VALUE",
                            description = {
                                "The id of the account, unless --default is given, and then the values that are listed"
                                        + " below.",
                                "A value can also be @FILE (the content of a file), @- (standard input) or"
                                        + " env:VARIABLE; for a value that begins with @ write @@…"
                            })
                    List<String> arguments,
            @Option(names = "--default", description = DEFAULT_MEANING) boolean forAllAccounts,
            @Option(
                            names = "--simulator",
                            description = "Instead of values: create a credential for tests, which works with"
                                    + " 'symbolon simulate' and with no real device.")
                    boolean simulated) {
        Target target = Target.of(arguments, forAllAccounts);
        if (simulated == !target.rest.isEmpty()) {
            throw CommandFailedException.usage("exactly one of values and --simulator is needed");
        }
        try (Symbolon symbolon = global.openWithKeyRing()) {
            CredentialKind kind = kind(symbolon, drm);
            requireAccount(symbolon, target.account);
            NewCredential made = simulated ? simulated(symbolon, drm) : read(kind, target.rest);
            CredentialId id = new CredentialId(target.account, drm, made.name());
            boolean replaced = symbolon.credentials().ids(id.account(), drm).contains(id);
            symbolon.credentials().put(id, made.secret());
            global.output()
                    .result(
                            model(id, kind.describe(made.secret())),
                            "the credential " + id.name() + " of " + target.owner() + " is "
                                    + (replaced ? "replaced" : "set"));
        } catch (InvalidCredentialException e) {
            throw CommandFailedException.refused(String.valueOf(e.getMessage()));
        }
    }

    private NewCredential read(CredentialKind kind, List<String> values) {
        return kind.read(new CredentialValues(kind.fields(), new Inputs(global.surroundings())).read(values));
    }

    private NewCredential simulated(Symbolon symbolon, DrmId drm) {
        DeviceSimulator simulator = symbolon.simulator(drm)
                .orElseThrow(() -> CommandFailedException.refused("the plug-in for " + drm + " simulates no device"));
        NewCredential made = simulator.credential();
        global.output()
                .warn("THIS CREDENTIAL IS FOR TESTS ONLY: its keys protect nothing, and no real device gets a licence"
                        + " with it. Remove it before the account is used for valuable content.");
        return made;
    }

    @Command(aliases = "show", description = "Lists credentials without their secrets (default: all credentials).")
    void list(
            @Parameters(index = "0", arity = "0..1", paramLabel = "DRM", description = DRM_MEANING) Optional<DrmId> drm,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "ACCOUNT",
                            description = "Only the credentials of this account (default: of all accounts).")
                    Optional<AccountId> account,
            @Option(names = "--default", description = DEFAULT_MEANING) boolean forAllAccounts) {
        if (forAllAccounts && account.isPresent()) {
            throw eitherAccountOrDefault();
        }
        try (Symbolon symbolon = global.open()) {
            requireAccount(symbolon, account);
            drm.ifPresent(id -> kind(symbolon, id));
            Stream<Optional<AccountId>> owners =
                    forAllAccounts || account.isPresent() ? Stream.of(account) : owners(symbolon);
            ImmutableList<ImmutableMap<String, Object>> found =
                    owners.flatMap(owner -> list(symbolon, drm, owner)).collect(ImmutableList.toImmutableList());
            global.output().list(found, found, "there are no credentials");
        }
    }

    private static Stream<ImmutableMap<String, Object>> list(
            Symbolon symbolon, Optional<DrmId> drm, Optional<AccountId> owner) {
        return symbolon.drms().all().stream()
                .filter(known -> drm.isEmpty() || drm.get().equals(known.id()))
                .flatMap(known -> known.credentialKind().stream()
                        .flatMap(kind -> symbolon.credentials().ids(owner, known.id()).stream()
                                .map(id -> model(id, facts(symbolon, id, kind)))));
    }

    /** What the plug-in says of a credential; of one that cannot be read, the problem. */
    private static ImmutableMap<String, String> facts(Symbolon symbolon, CredentialId id, CredentialKind kind) {
        try {
            return kind.describe(symbolon.credentials().secret(id));
        } catch (StoreUnavailableException | InvalidCredentialException | MalformedFieldsException e) {
            return ImmutableMap.of("problem", String.valueOf(e.getMessage()));
        }
    }

    private static Stream<Optional<AccountId>> owners(Symbolon symbolon) {
        return Stream.concat(
                Stream.of(Optional.empty()),
                symbolon.accounts().all().keySet().stream()
                        .sorted(Comparator.comparing(AccountId::value))
                        .map(Optional::of));
    }

    private static ImmutableMap<String, Object> model(CredentialId id, ImmutableMap<String, String> facts) {
        Output.Shown account = new Output.Shown(
                id.account().map(AccountId::value),
                id.account().map(AccountId::toString).orElse("every"));
        return ImmutableMap.of("drm", id.drm().value(), "account", account, "name", id.name(), "facts", facts);
    }

    @Command(
            customSynopsis = "symbolon credential remove DRM (ACCOUNT | --default) [NAME]",
            description = "Removes a credential.")
    void remove(
            @Parameters(index = "0", paramLabel = "DRM", description = DRM_MEANING) DrmId drm,
            @Parameters(
                            index = "1..*",
                            arity = "0..2",
                            paramLabel = "ACCOUNT NAME",
                            description =
                                    "The id of the account, unless --default is given, and then the name that 'list'"
                                            + " shows. The name is not needed if there is only one credential.")
                    List<String> arguments,
            @Option(names = "--default", description = DEFAULT_MEANING) boolean forAllAccounts) {
        Target target = Target.of(arguments, forAllAccounts);
        if (target.rest.size() > 1) {
            throw eitherAccountOrDefault();
        }
        try (Symbolon symbolon = global.open()) {
            kind(symbolon, drm);
            requireAccount(symbolon, target.account);
            CredentialId id = target.find(symbolon.credentials().ids(target.account, drm));
            symbolon.credentials().remove(id);
            global.output()
                    .result(
                            ImmutableMap.of("removed", id.name()),
                            "the credential " + id.name() + " of " + target.owner() + " is removed");
        }
    }

    /**
     * The owner of a credential, and the other arguments.
     *
     * @param account the account; empty for the credentials for all accounts
     * @param rest the arguments after the account
     */
    private record Target(Optional<AccountId> account, List<String> rest) {

        static Target of(List<String> arguments, boolean forAllAccounts) {
            List<String> given = Optional.ofNullable(arguments).orElseGet(List::of);
            if (forAllAccounts) {
                return new Target(Optional.empty(), given);
            }
            AccountId account = given.stream()
                    .findFirst()
                    .flatMap(AccountId::parse)
                    .orElseThrow(() ->
                            CommandFailedException.usage("the id of an account or --default must follow the DRM"));
            return new Target(Optional.of(account), given.subList(1, given.size()));
        }

        String owner() {
            return account.map(id -> "account " + id).orElse("all accounts");
        }

        /** The credential with the name that is given, or the only one if no name is given. */
        CredentialId find(List<CredentialId> ids) {
            if (rest.isEmpty() && ids.size() > 1) {
                throw CommandFailedException.usage(
                        owner() + " has " + ids.size() + " credentials; give the name of one of them");
            }
            return ids.stream()
                    .filter(id -> rest.isEmpty() || rest.get(0).equals(id.name()))
                    .findFirst()
                    .orElseThrow(this::notFound);
        }

        private CommandFailedException notFound() {
            if (rest.isEmpty()) {
                return CommandFailedException.refused(owner() + " has no credential");
            }
            return account.isEmpty() && AccountId.parse(rest.get(0)).isPresent()
                    ? eitherAccountOrDefault()
                    : CommandFailedException.refused(owner() + " has no credential with this name");
        }
    }

    private static CommandFailedException eitherAccountOrDefault() {
        return CommandFailedException.usage("exactly one of an account and --default is needed");
    }

    private static void requireAccount(Symbolon symbolon, Optional<AccountId> account) {
        account.filter(id -> symbolon.accounts().find(id).isEmpty()).ifPresent(id -> {
            throw CommandFailedException.unknownAccount(id);
        });
    }

    private static CredentialKind kind(Symbolon symbolon, DrmId drm) {
        return symbolon.drms()
                .find(drm)
                .orElseThrow(() -> CommandFailedException.unknownDrm(drm, symbolon.drms()))
                .credentialKind()
                .orElseThrow(() -> CommandFailedException.refused("the plug-in for " + drm + " takes no credentials"));
    }
}
