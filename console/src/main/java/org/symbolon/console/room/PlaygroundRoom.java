package org.symbolon.console.room;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.console.page.Form;
import org.symbolon.console.page.Room;
import org.symbolon.console.page.Visit;
import org.symbolon.console.story.Accounts;
import org.symbolon.console.story.SearchTerm;
import org.symbolon.console.story.TokenSays;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Caller;
import org.symbolon.core.administration.AdministrationException;
import org.symbolon.core.administration.AdministrationException.Reason;
import org.symbolon.core.administration.Operation;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.issue.TokenTrial;
import org.symbolon.core.language.Wording;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.SealedToken;
import org.symbolon.http.management.ManagementAnswer;

/**
 * Builds a token request from the descriptions of its parameters, and says what would become of it and of any token.
 * Nothing is issued, and no secret is asked for: the {@code curl} line takes those from the reader's shell.
 */
public final class PlaygroundRoom implements Room {
    private static final int MOST_ACCOUNTS = 200;
    private static final String PARAMETER = "p.";

    private final Symbolon symbolon;
    private final String service;

    PlaygroundRoom(Symbolon symbolon, Settings settings) {
        this.symbolon = symbolon;
        this.service = CoreSettings.serviceUrl(settings);
    }

    /**
     * What the page shows.
     *
     * @param stored whether the key comes from the key storage, and not with the request
     * @param built what became of the request; empty before it was asked for
     * @param pasted what a token says; empty before one was pasted
     * @param wording what is said of violations
     */
    public record Model(
            ImmutableList<DrmDescription> drms,
            DrmDescription drm,
            ImmutableList<Account> accounts,
            String account,
            Environment environment,
            boolean stored,
            ImmutableList<Field> fields,
            Optional<Built> built,
            Optional<TokenSays> pasted,
            Wording wording) {}

    /** A parameter with its description, and what was typed. */
    public record Field(Parameter<?> description, String value) {
        /** What is shown in an empty field. */
        public String example() {
            return description.example().orElse("");
        }

        /** The error codes that it can cause. */
        public String codes() {
            return description.codes().stream()
                    .map(code -> Integer.toString(code.number()))
                    .reduce((one, other) -> one + ", " + other)
                    .orElse("");
        }
    }

    /**
     * A request that was built.
     *
     * @param url as a browser or a client sends it; secrets are names of variables
     * @param curl for a POSIX shell
     * @param trial what would become of it; empty without an account
     */
    public record Built(String url, String curl, Optional<TokenTrial> trial) {}

    @Override
    public ManagementAnswer answer(Visit visit) {
        visit.actor().require(Operation.ACCOUNTS_READ);
        if (visit.rest().equals("token") && visit.isPost()) {
            visit.actor().require(Operation.RECORDS_READ);
            return visit.page("playground", model(visit, Optional.empty(), Optional.of(pasted(visit))));
        } else if (visit.isPost()) {
            return visit.page("playground", model(visit, Optional.of(build(visit)), Optional.empty()));
        }
        return visit.page("playground", model(visit, Optional.empty(), Optional.empty()));
    }

    private TokenSays pasted(Visit visit) {
        SearchTerm term = SearchTerm.of(visit.form().text("token"));
        return TokenSays.of(
                term.token().orElseGet(() -> new SealedToken(term.text())), term.drm(), symbolon, visit.t());
    }

    private Model model(Visit visit, Optional<Built> built, Optional<TokenSays> pasted) {
        DrmDescription drm = drm(visit);
        return new Model(
                ImmutableList.copyOf(symbolon.drms().all()),
                drm,
                Accounts.find("", symbolon.accounts(), MOST_ACCOUNTS),
                visit.form().text("account"),
                environment(visit.form()),
                visit.form().text("key").equals("stored"),
                fields(drm)
                        .map(parameter -> new Field(parameter, visit.form().text(PARAMETER + parameter.name())))
                        .collect(toImmutableList()),
                built,
                pasted,
                symbolon.drms().wordings().in(visit.t().language()));
    }

    private DrmDescription drm(Visit visit) {
        String asked = visit.isPost() ? visit.form().text("drm") : visit.query("drm");
        return Optional.of(asked)
                .filter(DrmId::isValid)
                .flatMap(id -> symbolon.drms().find(new DrmId(id)))
                .or(() -> symbolon.drms().all().stream().findFirst())
                .orElseThrow(() -> new AdministrationException(
                        Reason.NOT_FOUND, "", visit.t().of("playground.no-drm")));
    }

    private static Environment environment(Form form) {
        return Environment.parse(form.text("environment")).orElse(Environment.PRODUCTION);
    }

    /** The parameters whose values are no secrets. */
    private static Stream<Parameter<?>> fields(DrmDescription drm) {
        return drm.parameters().stream().filter(parameter -> !parameter.secret());
    }

    private Built build(Visit visit) {
        DrmDescription drm = drm(visit);
        ImmutableMap.Builder<String, String> given = ImmutableMap.builder();
        fields(drm).forEach(parameter -> {
            String value = visit.form().text(PARAMETER + parameter.name());
            if (!value.isEmpty()) {
                given.put(parameter.name(), value);
            }
        });
        Optional<Account> account =
                AccountId.parse(visit.form().text("account")).flatMap(symbolon.accounts()::find);
        RequestSketch sketch = new RequestSketch(
                service + "/hms/" + drm.id() + "/token",
                given.buildOrThrow(),
                visit.form().text("key").equals("stored"),
                account.flatMap(Account::sealedKek).isPresent());
        Caller caller = Caller.of(environment(visit.form()));
        return new Built(
                sketch.url(),
                sketch.curl(),
                account.map(asking ->
                        symbolon.issuer().examine(asking, TokenRequest.of(drm.id(), caller, sketch.parameters()))));
    }
}
