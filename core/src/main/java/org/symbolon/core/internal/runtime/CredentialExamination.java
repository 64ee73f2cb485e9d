package org.symbolon.core.internal.runtime;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.core.account.Credentials;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.diagnosis.DrmExamination;
import org.symbolon.core.diagnosis.DrmExamination.OwnedCredential;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.drm.PluginFailedException;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;

/** Finds accounts whose licences cannot be made, and asks each plug-in what it finds wrong. */
public final class CredentialExamination {
    private static final String SUBJECT = "credentials";

    /** How many accounts a finding names. */
    private static final int NAMED = 5;

    private final Services services;
    private final boolean asksServices;

    public CredentialExamination(Services services, boolean asksServices) {
        this.services = services;
        this.asksServices = asksServices;
    }

    /** What was found, of each DRM in turn. */
    public ImmutableList<Finding> run() {
        return services.drms().catalogue().all().stream()
                .flatMap(drm -> Stream.concat(
                        drm.credentialKind().isPresent() ? ofAccounts(drm) : Stream.empty(), ofPlugin(drm.id())))
                .collect(ImmutableList.toImmutableList());
    }

    private Stream<Finding> ofAccounts(DrmDescription drm) {
        ImmutableList<AccountId> enabled = enabled(drm.id());
        ImmutableList<AccountId> without =
                enabled.stream().filter(account -> lacks(account, drm.id())).collect(ImmutableList.toImmutableList());
        ImmutableList<CredentialId> closed =
                ids(drm.id(), enabled).filter(id -> open(id).isEmpty()).collect(ImmutableList.toImmutableList());
        String name = drm.displayName();
        Stream.Builder<Finding> findings = Stream.builder();
        if (!without.isEmpty()) {
            findings.add(Finding.warning(
                    SUBJECT,
                    "no credential for " + name + " serves " + accounts(without) + ", so they get no licences",
                    "run symbolon credential set " + drm.id() + ", for an account or with --default"));
        }
        closed.forEach(id -> findings.add(Finding.problem(
                SUBJECT,
                "the credential " + id.name() + " for " + name + " of " + owner(id)
                        + " cannot be opened with this key ring",
                "restore the key ring that it was sealed under, or set the credential again")));
        if (without.isEmpty() && closed.isEmpty()) {
            findings.add(Finding.ok(
                    SUBJECT,
                    enabled.isEmpty()
                            ? "no account has " + name + " enabled"
                            : "every account with " + name + " enabled has a credential"));
        }
        return findings.build();
    }

    private ImmutableList<AccountId> enabled(DrmId drm) {
        return services.accounts().all().values().stream()
                .filter(account -> account.active() && account.option(drm) == DrmOption.ENABLED)
                .map(Account::id)
                .sorted((one, other) -> Long.compare(one.value(), other.value()))
                .collect(ImmutableList.toImmutableList());
    }

    private boolean lacks(AccountId account, DrmId drm) {
        return ids(drm, List.of(account)).findAny().isEmpty();
    }

    /** The credentials of these accounts, and those for all accounts. */
    private Stream<CredentialId> ids(DrmId drm, List<AccountId> accounts) {
        Credentials credentials = services.credentials();
        return Stream.concat(
                        Stream.of(Optional.<AccountId>empty()),
                        accounts.stream().map(Optional::of))
                .flatMap(owner -> credentials.ids(owner, drm).stream());
    }

    private Optional<Credential> open(CredentialId id) {
        try {
            return Optional.of(services.credentials().find(id));
        } catch (StoreUnavailableException e) {
            return Optional.empty();
        }
    }

    private Stream<Finding> ofPlugin(DrmId drm) {
        ImmutableList<OwnedCredential> credentials = ids(drm, enabled(drm))
                .flatMap(id -> open(id).map(opened -> new OwnedCredential(owner(id), opened)).stream())
                .collect(ImmutableList.toImmutableList());
        try {
            return services
                    .drms()
                    .require(drm)
                    .examine(new Examined(credentials, services.clock().instant(), asksServices))
                    .stream();
        } catch (PluginFailedException e) {
            return Stream.of(Finding.problem(
                    SUBJECT,
                    e.getMessage() + ": " + e.getCause(),
                    "tell the author of the plug-in; symbolon plugins shows its jar"));
        }
    }

    private record Examined(ImmutableList<OwnedCredential> credentials, Instant now, boolean asksServices)
            implements DrmExamination {}

    private static String owner(CredentialId id) {
        return id.account().map(account -> "account " + account).orElse("all accounts");
    }

    private static String accounts(ImmutableList<AccountId> all) {
        String named = all.stream().limit(NAMED).map(AccountId::toString).collect(Collectors.joining(", "));
        String noun = all.size() == 1 ? "account " : "accounts ";
        return noun + named + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "");
    }
}
