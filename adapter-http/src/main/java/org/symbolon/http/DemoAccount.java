package org.symbolon.http;

import com.google.common.collect.Maps;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Authenticator;
import org.symbolon.core.account.AuthenticatorSecret;
import org.symbolon.core.account.CustomerAuthenticator;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.DrmOption;
import org.symbolon.core.account.Environment;
import org.symbolon.core.drm.CommonParameters;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.secret.Hex;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;

/** The account that the very first start makes, and that a demonstration uses, so that a newcomer has requests that work when pasted. */
final class DemoAccount {
    static final AccountId ID = new AccountId(100001);

    private static final String NAME = "Demo";

    private final CustomerAuthenticator authenticator;
    private final SecureRandom random;

    private DemoAccount(AuthenticatorSecret secret, SecureRandom random) {
        this.authenticator = new CustomerAuthenticator(ID, secret);
        this.random = random;
    }

    /**
     * Makes the account, unless it is not wanted: where there are accounts already, where other machines could use it, or where {@code http.demo} says no.
     */
    static Optional<DemoAccount> createIfWanted(Symbolon symbolon, Settings settings) {
        if (!settings.get(HttpSettings.DEMO) || !symbolon.accounts().all().isEmpty() || !isPrivate(settings)) {
            return Optional.empty();
        }
        SecureRandom random = new SecureRandom();
        AuthenticatorSecret secret = AuthenticatorSecret.random(random);
        Account made = account(Account.builder(), secret, symbolon.drms().ids());
        // Another process that starts at the same moment may have been faster.
        Account stored = symbolon.accounts().change(ID, present -> present.orElse(made));
        return stored.equals(made) ? Optional.of(new DemoAccount(secret, random)) : Optional.empty();
    }

    /**
     * Makes sure of the account, with a new authenticator for production in the place of any earlier one, so that they do not pile up.
     *
     * @throws SettingsException if an account that is not the demo's has the id
     */
    static DemoAccount renew(Symbolon symbolon) {
        SecureRandom random = new SecureRandom();
        AuthenticatorSecret secret = AuthenticatorSecret.random(random);
        symbolon.accounts()
                .change(
                        ID,
                        present ->
                                account(kept(present), secret, symbolon.drms().ids()));
        return new DemoAccount(secret, random);
    }

    private static Account.Builder kept(Optional<Account> present) {
        Account.Builder kept = Account.builder();
        present.ifPresent(account -> {
            if (!account.name().equals(NAME)) {
                throw new SettingsException(
                        "--demo needs the account " + ID + " for itself; there is one with another name than " + NAME);
            }
            kept.from(account)
                    .authenticators(account.authenticators().stream()
                            .filter(authenticator -> authenticator.environment() != Environment.PRODUCTION)
                            .toList());
        });
        return kept;
    }

    /** With every DRM enabled, and an authenticator for production. */
    private static Account account(Account.Builder begun, AuthenticatorSecret secret, Set<DrmId> drms) {
        return begun.id(ID)
                .name(NAME)
                .options(Maps.asMap(drms, drm -> DrmOption.ENABLED))
                .active(true)
                .addAuthenticators(Authenticator.of(ID, Environment.PRODUCTION, secret))
                .build();
    }

    /** Whether only the machine itself can call the service. */
    static boolean isPrivate(Settings settings) {
        try {
            return InetAddress.getByName(settings.get(CoreSettings.HTTP_HOST)).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A request for each DRM. */
    String introduction(Symbolon symbolon, Settings settings) {
        StringBuilder text = new StringBuilder("There were no accounts, so here is one to try: " + ID
                + " (Demo). Its authenticator is shown here only.\n");
        for (Drm drm : symbolon.drms().all()) {
            String url = tokenUrl(drm, CoreSettings.serviceUrl(settings));
            text.append("\n%s:\n  curl '%s'\n".formatted(drm.plugin().displayName(), url));
        }
        return text.toString();
    }

    /** A request for a token, made from the examples in its parameters' descriptions. */
    String tokenUrl(Drm drm, String service) {
        return service + "/hms/" + drm.id() + "/token?" + query(drm);
    }

    private String query(Drm drm) {
        StringJoiner query = new StringJoiner("&");
        query.add(CommonParameters.CUSTOMER_AUTHENTICATOR.name() + "=" + authenticator.reveal());
        for (Parameter<?> parameter : drm.parameters()) {
            if (parameter.required()) {
                parameter.example().ifPresent(example -> query.add(parameter.name() + "=" + example));
            }
        }
        byte[] key = new byte[16];
        random.nextBytes(key);
        return query.add(CommonParameters.CONTENT_KEY.name() + "=" + Hex.encode(key))
                .toString();
    }
}
