package org.symbolon.http.demo;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Optional;
import java.util.StringJoiner;
import org.symbolon.core.Symbolon;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.http.server.HttpSettings;
import org.symbolon.http.server.KnownCallers;

/**
 * The account that the very first start makes, and that a demonstration uses, so that a newcomer has requests that work
 * when pasted.
 */
public final class DemoAccount {
    static final AccountId ID = new AccountId(100001);

    private static final String NAME = "Demo";

    private final CustomerAuthenticator authenticator;
    private final SecureRandom random;

    private DemoAccount(AuthenticatorSecret secret, SecureRandom random) {
        this.authenticator = new CustomerAuthenticator(ID, secret);
        this.random = random;
    }

    /**
     * Makes the account, unless there are accounts already, other machines could call the service, or {@code http.demo}
     * is false.
     */
    public static Optional<DemoAccount> createIfWanted(Symbolon symbolon, Settings settings) {
        if (!settings.get(HttpSettings.DEMO) || !symbolon.accounts().all().isEmpty() || !isPrivate(settings)) {
            return Optional.empty();
        }
        SecureRandom random = new SecureRandom();
        AuthenticatorSecret secret = AuthenticatorSecret.random(random);
        Account made = account(Account.builder(), secret, symbolon.drms().all());
        // Another process that starts at the same moment may have been faster.
        Account stored = symbolon.accounts().change(ID, present -> present.orElse(made));
        return stored.equals(made) ? Optional.of(new DemoAccount(secret, random)) : Optional.empty();
    }

    /**
     * Makes the account, or enables it, with a new authenticator in the place of any earlier one.
     *
     * @throws SettingsException if an account of another name has the id
     */
    static DemoAccount renew(Symbolon symbolon) {
        SecureRandom random = new SecureRandom();
        AuthenticatorSecret secret = AuthenticatorSecret.random(random);
        symbolon.accounts()
                .change(
                        ID,
                        present ->
                                account(kept(present), secret, symbolon.drms().all()));
        return new DemoAccount(secret, random);
    }

    private static Account.Builder kept(Optional<Account> present) {
        Account.Builder kept = Account.builder();
        present.ifPresent(account -> {
            if (!account.name().equals(NAME)) {
                throw new SettingsException(
                        "--demo needs the account " + ID + " for itself; there is one with another name than " + NAME);
            }
            kept.from(account).authenticators(ImmutableList.of());
        });
        return kept;
    }

    /**
     * With every DRM enabled, defaults for what many clients and a newcomer's first requests leave out, and one
     * authenticator that is good in both environments.
     */
    private static Account account(Account.Builder begun, AuthenticatorSecret secret, Collection<DrmDescription> drms) {
        begun.id(ID)
                .name(NAME)
                .active(true)
                .options(drms.stream().collect(toImmutableMap(DrmDescription::id, drm -> DrmOption.ENABLED)))
                .defaults(drms.stream().collect(toImmutableMap(DrmDescription::id, DrmDescription::lenientDefaults)));
        for (Environment environment : Environment.values()) {
            begun.addAuthenticators(Authenticator.of(ID, environment, secret));
        }
        return begun.build();
    }

    /** Whether only the machine itself can call the service. */
    static boolean isPrivate(Settings settings) {
        try {
            return InetAddress.getByName(settings.get(CoreSettings.HTTP_HOST)).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The authenticator, for production. */
    CustomerAuthenticator authenticator() {
        return authenticator;
    }

    /** A request for each DRM. */
    public String introduction(Symbolon symbolon, Settings settings) {
        StringBuilder text = new StringBuilder("There were no accounts, so here is one to try: " + ID
                + " (Demo). Its authenticator is shown here only. It is good in the test environment too, whose host"
                + " here is test.localhost.\n");
        for (DrmDescription drm : symbolon.drms().all()) {
            String url = tokenUrl(drm, CoreSettings.serviceUrl(settings));
            text.append("\n%s:\n  curl '%s'\n".formatted(drm.displayName(), url));
        }
        return text.toString();
    }

    /** A request for a token, made from the examples in its parameters' descriptions. */
    String tokenUrl(DrmDescription drm, String service) {
        return service + "/hms/" + drm.id() + "/token?" + query(drm);
    }

    private String query(DrmDescription drm) {
        StringJoiner query = new StringJoiner("&");
        query.add(KnownCallers.PARAMETER + "=" + authenticator.reveal());
        for (Parameter<?> parameter : drm.parameters()) {
            if (parameter.required()) {
                parameter.example().ifPresent(example -> query.add(parameter.name() + "=" + example));
            }
        }
        byte[] key = new byte[16];
        random.nextBytes(key);
        return query.add("contentKey=" + Hex.encode(key)).toString();
    }
}
