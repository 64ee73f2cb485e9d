package org.symbolon.console.room;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.console.page.Form;
import org.symbolon.console.page.Visit;
import org.symbolon.core.administration.AccountAdministration;
import org.symbolon.core.administration.AccountUpdate;
import org.symbolon.core.administration.AdministrationException;
import org.symbolon.core.administration.AdministrationException.Reason;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/**
 * The forms of an account's page. Each sends the revision that the page showed, so that a change which is based on an
 * older state is refused.
 */
final class AccountForms {
    private static final Splitter LINES =
            Splitter.onPattern("[\\s,]+").omitEmptyStrings().trimResults();
    private static final String OPTION = "option.";

    private final Visit visit;
    private final Form form;
    private final AccountId id;
    private final AccountAdministration accounts;

    AccountForms(Visit visit, AccountId id) {
        this.visit = visit;
        this.form = visit.form();
        this.id = id;
        this.accounts = visit.desk().accounts();
    }

    /**
     * Does what the form of an action asks for.
     *
     * @return the authenticator that was made, which is shown once; empty for other actions
     * @throws AdministrationException if it is not done
     */
    Optional<String> apply(String action) {
        switch (action) {
            case "balance" -> changeBalance();
            case "settings" -> accounts.change(settings(), expected());
            case "add-authenticator" -> {
                Environment environment = Environment.parse(form.text("environment"))
                        .orElseThrow(() -> invalid("environment", "form.environment"));
                return Optional.of(
                        accounts.addAuthenticator(id, environment, expected()).reveal());
            }
            case "remove-authenticator" -> accounts.removeAuthenticator(id, form.text("label"), expected());
            default ->
                throw new AdministrationException(
                        Reason.NOT_FOUND, "", visit.t().of("problem.no-page"));
        }
        return Optional.empty();
    }

    private Expected expected() {
        return Expected.of(Optional.ofNullable(Longs.tryParse(form.text("revision")))
                .orElseThrow(() -> invalid("revision", "form.number")));
    }

    private AdministrationException invalid(String field, String text) {
        return new AdministrationException(Reason.INVALID, field, visit.t().of(text));
    }

    private void changeBalance() {
        switch (form.text("how")) {
            case "credit" -> accounts.credit(id, tokens(), expected());
            case "debit" -> accounts.debit(id, tokens(), expected());
            case "set" -> accounts.change(allowance(OptionalLong.of(tokens())), expected());
            case "unlimited" -> accounts.change(allowance(OptionalLong.empty()), expected());
            default -> throw invalid("how", "form.choice");
        }
    }

    private long tokens() {
        return Optional.ofNullable(Longs.tryParse(form.text("tokens")))
                .filter(number -> number >= 0)
                .orElseThrow(() -> invalid("tokens", "form.number"));
    }

    private AccountUpdate allowance(OptionalLong balance) {
        return update().tokens(new AccountUpdate.Allowance(balance)).build();
    }

    private AccountUpdate.Builder update() {
        AccountUpdate.Builder update = new AccountUpdate.Builder();
        update.id(id);
        return update;
    }

    private AccountUpdate settings() {
        AccountUpdate.Builder update = update();
        update.name(form.text("name"));
        update.active(form.has("active"));
        update.persistence(form.has("persistence"));
        update.allowedNetworks(networks());
        update.rate(new AccountUpdate.Rate(rate()));
        form.fields().forEach((name, value) -> {
            if (name.startsWith(OPTION) && DrmId.isValid(name.substring(OPTION.length()))) {
                update.putOptions(
                        new DrmId(name.substring(OPTION.length())),
                        DrmOption.parse(value).orElseThrow(() -> invalid(name, "form.choice")));
            }
        });
        return update.build();
    }

    private ImmutableList<Network> networks() {
        return LINES.splitToStream(form.text("networks"))
                .map(text -> Network.parse(text).orElseThrow(() -> invalid("networks", "form.networks")))
                .collect(ImmutableList.toImmutableList());
    }

    private Optional<RateLimit> rate() {
        String text = form.text("rate");
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(RateLimit.parse(text).orElseThrow(() -> invalid("rate", "form.rate")));
    }
}
