package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.credential.Credential;
import org.symbolon.core.credential.CredentialId;
import org.symbolon.core.drm.CredentialKind;
import org.symbolon.core.drm.DeviceSimulator;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.InvalidCredentialException;
import org.symbolon.core.drm.NewCredential;

/**
 * What all commands on credentials do, whatever the DRM calls them.
 *
 * @param drm the DRM that they are for
 * @param noun what it calls one of them
 */
record CredentialWork(GlobalOptions global, DrmId drm, String noun) {

    /** Puts the credential that some values make. */
    void set(Optional<AccountId> account, List<String> arguments) {
        try (Symbolon symbolon = global.open()) {
            CredentialKind kind = kind(symbolon);
            requireAccount(symbolon, account);
            ImmutableMap<String, byte[]> values =
                    new CredentialValues(kind.fields(), new Inputs(global.surroundings())).read(arguments);
            put(symbolon, account, kind.read(values));
        } catch (InvalidCredentialException e) {
            throw CommandFailedException.refused(String.valueOf(e.getMessage()));
        }
    }

    /** Puts a credential that works with the plug-in's simulated device alone. */
    void setSimulated(AccountId account) {
        try (Symbolon symbolon = global.open()) {
            requireAccount(symbolon, Optional.of(account));
            put(symbolon, Optional.of(account), simulator(symbolon).credential());
            global.output()
                    .warn("THIS CREDENTIAL IS FOR TRYING THINGS OUT ONLY: its keys protect nothing, and no real device"
                            + " gets a licence with it. Remove it before the account is used for content of worth.");
        }
    }

    private void put(Symbolon symbolon, Optional<AccountId> account, NewCredential made) {
        CredentialId id = new CredentialId(account, drm, made.name());
        boolean replaced = symbolon.credentials().ids(account, drm).contains(id);
        symbolon.credentials().put(new Credential(id, made.secret()));
        global.output()
                .result(
                        view(symbolon, new Credential(id, made.secret())),
                        "the " + noun + " " + made.name() + " of " + owner(account) + " is "
                                + (replaced ? "replaced" : "set"));
    }

    /** Lists all that there are. */
    void listAll() {
        list(CredentialWork::owners);
    }

    /** Lists those of an account, or those of every account. */
    void list(Optional<AccountId> account) {
        list(symbolon -> {
            requireAccount(symbolon, account);
            return Stream.of(account);
        });
    }

    private void list(Function<Symbolon, Stream<Optional<AccountId>>> owners) {
        try (Symbolon symbolon = global.open()) {
            ImmutableList<ImmutableMap<String, Object>> found = owners.apply(symbolon)
                    .flatMap(owner -> symbolon.credentials().of(owner, drm).stream())
                    .map(credential -> view(symbolon, credential))
                    .collect(ImmutableList.toImmutableList());
            global.output().result(found, found.isEmpty() ? "there is no " + noun : TextLayout.of(found));
        }
    }

    private static Stream<Optional<AccountId>> owners(Symbolon symbolon) {
        return Stream.concat(
                Stream.of(Optional.empty()),
                symbolon.accounts().all().keySet().stream()
                        .sorted(Comparator.comparing(AccountId::value))
                        .map(Optional::of));
    }

    private ImmutableMap<String, Object> view(Symbolon symbolon, Credential credential) {
        Optional<AccountId> account = credential.id().account();
        return ImmutableMap.of(
                "account",
                new Shown(
                        account.map(AccountId::value),
                        account.map(AccountId::toString).orElse("every")),
                "name",
                credential.id().name(),
                "facts",
                kind(symbolon).describe(credential.secret()));
    }

    /** Removes one of an account's. */
    void remove(Optional<AccountId> account, String name) {
        try (Symbolon symbolon = global.open()) {
            requireAccount(symbolon, account);
            remove(symbolon, account, name);
        }
    }

    private void remove(Symbolon symbolon, Optional<AccountId> account, String name) {
        if (!isRemoved(symbolon, account, name)) {
            throw CommandFailedException.refused(owner(account) + " has no " + noun + " of this name");
        }
        global.output()
                .result(
                        ImmutableMap.of("removed", name),
                        "the " + noun + " " + name + " of " + owner(account) + " is removed");
    }

    private boolean isRemoved(Symbolon symbolon, Optional<AccountId> account, String name) {
        try {
            return symbolon.credentials().remove(new CredentialId(account, drm, name));
        } catch (IllegalArgumentException noName) {
            return false;
        }
    }

    /** Removes all that an account, or every account, has. */
    void removeAll(Optional<AccountId> account) {
        try (Symbolon symbolon = global.open()) {
            requireAccount(symbolon, account);
            ImmutableList<CredentialId> ids = symbolon.credentials().ids(account, drm);
            if (ids.isEmpty()) {
                throw CommandFailedException.refused(owner(account) + " has no " + noun);
            }
            ids.forEach(id -> remove(symbolon, account, id.name()));
        }
    }

    private static void requireAccount(Symbolon symbolon, Optional<AccountId> account) {
        account.filter(id -> symbolon.accounts().find(id).isEmpty()).ifPresent(id -> {
            throw AccountCommand.unknown(id);
        });
    }

    private static String owner(Optional<AccountId> account) {
        return account.map(id -> "account " + id).orElse("every account");
    }

    private CredentialKind kind(Symbolon symbolon) {
        return plugin(symbolon)
                .credentialKind()
                .orElseThrow(() -> CommandFailedException.refused("the plug-in for " + drm + " takes no credentials"));
    }

    /** The plug-in's device in software. */
    DeviceSimulator simulator(Symbolon symbolon) {
        return plugin(symbolon)
                .simulator(symbolon.drmContext())
                .orElseThrow(() -> CommandFailedException.refused("the plug-in for " + drm + " simulates no device"));
    }

    private DrmPlugin plugin(Symbolon symbolon) {
        return TokenCommand.requireDrm(symbolon, drm).plugin();
    }
}
