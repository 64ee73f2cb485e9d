package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.core.account.Credentials;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.credential.CredentialField;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.internal.audit.Subjects;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;

/** What plug-ins need to make licences. It is never read back. */
public final class CredentialAdministration {
    private final Office office;

    CredentialAdministration(Office office) {
        this.office = office;
    }

    private Credentials credentials() {
        return office.parts().services().credentials();
    }

    private CredentialKind kind(DrmId drm) {
        return office.parts()
                .services()
                .drms()
                .catalogue()
                .find(drm)
                .flatMap(DrmDescription::credentialKind)
                .orElseThrow(() -> AdministrationException.notFound("DRM " + drm + " that takes credentials"));
    }

    /** All credentials, with what the plug-ins say of them. */
    public ImmutableList<CredentialFacts> list() {
        office.actor().require(Operation.CREDENTIALS_READ);
        Stream<Optional<AccountId>> owners = Stream.concat(
                Stream.of(Optional.empty()),
                office.parts().services().accounts().all().keySet().stream()
                        .sorted(Comparator.comparing(AccountId::value))
                        .map(Optional::of));
        return owners.flatMap(this::of).collect(ImmutableList.toImmutableList());
    }

    private Stream<CredentialFacts> of(Optional<AccountId> owner) {
        return office.parts().services().drms().catalogue().all().stream()
                .filter(drm -> drm.credentialKind().isPresent())
                .flatMap(drm -> credentials().ids(owner, drm.id()).stream())
                .map(this::facts);
    }

    /** One credential, with what the plug-in says of it. */
    public CredentialFacts get(CredentialId id) {
        office.actor().require(Operation.CREDENTIALS_READ);
        return facts(id);
    }

    private CredentialFacts facts(CredentialId id) {
        long revision = office.revision(Subjects.of(id));
        requireThere(id);
        try {
            return new CredentialFacts(id, kind(id.drm()).describe(credentials().secret(id)), revision);
        } catch (StoreUnavailableException | InvalidCredentialException | MalformedFieldsException e) {
            return new CredentialFacts(id, ImmutableMap.of("problem", String.valueOf(e.getMessage())), revision);
        }
    }

    private void requireThere(CredentialId id) {
        if (!credentials().ids(id.account(), id.drm()).contains(id)) {
            throw AdministrationException.notFound("credential of this name");
        }
    }

    /**
     * Sets a credential of which there is none. Its name follows from what it is, so only the answer tells it.
     *
     * @param account the owner; empty for all accounts without their own
     * @param values by the names of the plug-in's fields
     */
    public CredentialFacts add(Optional<AccountId> account, DrmId drm, ImmutableMap<String, byte[]> values) {
        return set(account, drm, values, Optional.empty());
    }

    /** Sets a credential in place of the one that has its name; see {@link #add}. */
    public CredentialFacts replace(
            Optional<AccountId> account, DrmId drm, ImmutableMap<String, byte[]> values, Expected expected) {
        return set(account, drm, values, Optional.of(expected));
    }

    private CredentialFacts set(
            Optional<AccountId> account, DrmId drm, ImmutableMap<String, byte[]> values, Optional<Expected> replaced) {
        office.actor().require(Operation.CREDENTIALS_CHANGE);
        account.ifPresent(office::account);
        CredentialKind kind = kind(drm);
        requireFields(kind, values);
        try {
            NewCredential made = kind.read(values);
            CredentialId id = new CredentialId(account, drm, made.name());
            Expected expected = replaced.orElse(Expected.ANY);
            office.change(Operation.CREDENTIALS_CHANGE, Subjects.of(id), expected, () -> {
                if (replaced.isEmpty() && credentials().ids(account, drm).contains(id)) {
                    throw AdministrationException.conflict(
                            "there is a credential " + id.name() + " already; name its revision to replace it");
                }
                credentials().put(id, made.secret());
                return id;
            });
            return facts(id);
        } catch (InvalidCredentialException e) {
            throw AdministrationException.invalid("values", String.valueOf(e.getMessage()));
        }
    }

    private static void requireFields(CredentialKind kind, ImmutableMap<String, byte[]> values) {
        ImmutableList<String> names =
                kind.fields().stream().map(CredentialField::name).collect(ImmutableList.toImmutableList());
        // Names that are not known are not repeated, because they may be secrets in the wrong place.
        if (!names.containsAll(values.keySet())) {
            throw AdministrationException.invalid("values", "the names are " + String.join(", ", names));
        }
        String missing = kind.fields().stream()
                .filter(field -> field.isRequired() && !values.containsKey(field.name()))
                .map(CredentialField::name)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw AdministrationException.invalid("values", "missing: " + missing);
        }
    }

    /** Removes a credential. */
    public void remove(CredentialId id, Expected expected) {
        office.change(Operation.CREDENTIALS_CHANGE, Subjects.of(id), expected, () -> {
            requireThere(id);
            return credentials().remove(id);
        });
    }
}
