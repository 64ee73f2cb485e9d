package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.drm.DrmRegistry;

/** The format of {@code account import}, {@code {"accounts": […]}}: read whole, and refused whole with every problem in it. */
final class AccountFile {
    private static final String ACCOUNTS = "accounts";
    private static final String ID = "id";

    /** Stands in for an id that is wrong, so that the rest of its account is read all the same; the result is thrown away. */
    private static final AccountId UNKNOWN = new AccountId(1);

    private final Defaults defaults;
    private final Set<AccountId> ids = new HashSet<>();

    private AccountFile(DrmRegistry drms) {
        this.defaults = new Defaults(drms);
    }

    /** Reads the accounts of a file. */
    static ImmutableList<AccountUpdate> read(String json, DrmRegistry drms) {
        JsonCursor document = JsonCursor.parse(json);
        ImmutableList<AccountUpdate> updates = new AccountFile(drms).read(document);
        if (!document.problems().isEmpty()) {
            throw CommandFailedException.refused(document.problems());
        }
        return updates;
    }

    private ImmutableList<AccountUpdate> read(JsonCursor document) {
        ImmutableMap<String, JsonCursor> fields = document.fields(ImmutableSet.of(ACCOUNTS));
        if (!fields.containsKey(ACCOUNTS)) {
            document.refuse("has no list " + ACCOUNTS);
        }
        return fields.entrySet().stream()
                .filter(field -> field.getKey().equals(ACCOUNTS))
                .flatMap(field -> field.getValue().elements().stream())
                .map(this::account)
                .collect(ImmutableList.toImmutableList());
    }

    private AccountUpdate account(JsonCursor place) {
        Optional<AccountId> id = id(place);
        JsonCursor owned = place.ownedBy(
                id.map(known -> "account " + known + " (" + place.path() + ")").orElse(place.path()));
        AccountFields fields = new AccountFields(id.orElse(UNKNOWN), defaults);
        owned.fields(AccountFields.NAMES).forEach(fields::read);
        return fields.update();
    }

    private Optional<AccountId> id(JsonCursor place) {
        Optional<JsonCursor> field = Optional.ofNullable(place.node().get(ID))
                .map(node -> new JsonCursor(node, "", place.path() + "." + ID, place.problems()));
        if (field.isEmpty()) {
            place.refuse("has no " + ID);
            return Optional.empty();
        }
        Optional<AccountId> id = field.get().number(1, AccountFields.MOST).map(AccountId::new);
        if (id.isPresent() && !ids.add(id.get())) {
            field.get().refuse("is the id of an earlier account too");
        }
        return id;
    }
}
