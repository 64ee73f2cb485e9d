package org.symbolon.console.story;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.AccountId;

/** Accounts as people look for them and call them. */
public final class Accounts {
    private Accounts() {}

    /** The number and, where there is one, the name. */
    public static String name(AccountId id, AccountDirectory accounts) {
        String name = accounts.find(id).map(Account::name).orElse("");
        return name.isEmpty() ? id.toString() : id + " " + name;
    }

    /** Those whose number is the text, or whose name has it, by number; all of them for an empty text. */
    public static ImmutableList<Account> find(String text, AccountDirectory accounts, int most) {
        String wanted = Ascii.toLowerCase(text);
        return accounts.all().values().stream()
                .filter(account -> Ascii.toLowerCase(account.name()).contains(wanted)
                        || account.id().toString().equals(wanted))
                .sorted(Comparator.comparing(account -> account.id().value()))
                .limit(most)
                .collect(ImmutableList.toImmutableList());
    }
}
