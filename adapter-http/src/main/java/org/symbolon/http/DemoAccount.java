package org.symbolon.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.StringJoiner;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Authenticator;
import org.symbolon.core.account.AuthenticatorSecret;
import org.symbolon.core.account.CustomerAuthenticator;
import org.symbolon.core.account.DrmOption;
import org.symbolon.core.account.Environment;
import org.symbolon.core.drm.CommonParameters;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.secret.Hex;
import org.symbolon.core.settings.Settings;

/** The account that the very first start makes, so that a newcomer has requests that work when pasted. */
final class DemoAccount {
    private static final AccountId ID = new AccountId(100001);

    private final CustomerAuthenticator authenticator;
    private final SecureRandom random;

    private DemoAccount(CustomerAuthenticator authenticator, SecureRandom random) {
        this.authenticator = authenticator;
        this.random = random;
    }

    /**
     * Makes the account, with every DRM enabled and an authenticator for production, unless it is not wanted: where there are accounts already, where other
     * machines could use it, or where {@code http.demo} says no.
     */
    static Optional<DemoAccount> createIfWanted(Symbolon symbolon, Settings settings) {
        if (!settings.get(HttpSettings.DEMO)
                || !symbolon.accounts().all().isEmpty()
                || !isLoopback(settings.get(CoreSettings.HTTP_HOST))) {
            return Optional.empty();
        }
        SecureRandom random = new SecureRandom();
        AuthenticatorSecret secret = AuthenticatorSecret.random(random);
        Account.Builder demo = Account.builder().id(ID).name("Demo");
        demo.addAuthenticators(Authenticator.of(ID, Environment.PRODUCTION, secret));
        symbolon.drms().ids().forEach(drm -> demo.putOptions(drm, DrmOption.ENABLED));
        Account made = demo.build();
        // Another process that starts at the same moment may have been faster.
        Account stored = symbolon.accounts().change(ID, present -> present.orElse(made));
        return stored.equals(made)
                ? Optional.of(new DemoAccount(new CustomerAuthenticator(ID, secret), random))
                : Optional.empty();
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A request for each DRM, made from the examples in its parameters' descriptions. */
    String introduction(Symbolon symbolon, Settings settings) {
        StringBuilder text = new StringBuilder("There were no accounts, so here is one to try: " + ID
                + " (Demo). Its authenticator is shown here only.\n");
        symbolon.drms()
                .all()
                .forEach(drm -> text.append('\n')
                        .append(drm.plugin().displayName())
                        .append(":\n  curl '")
                        .append(CoreSettings.serviceUrl(settings))
                        .append("/hms/")
                        .append(drm.id())
                        .append("/token?")
                        .append(query(drm))
                        .append("'\n"));
        return text.toString();
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
