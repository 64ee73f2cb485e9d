package org.symbolon.benchmarks;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a token costs on the same HTTP library without all that Symbolon does: hashes the caller's authenticator, seals
 * the usual claims as a JWE by Nimbus JOSE+JWT, and answers with a URL. It validates nothing, and has no log, records or
 * store. Run by {@code load.sh}: {@code java -cp benchmarks.jar org.symbolon.benchmarks.BareService PORT [FILE]}; into
 * the file it writes each body that is posted, which is how {@code load.sh} gets the challenge of a simulated device.
 */
public final class BareService extends VerticleBase {
    private static final String AUTHENTICATOR = "customerAuthenticator=";
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");

    private final int port;
    private final Optional<Path> posted;
    private final String licenseUrl;
    private final MessageDigest hash;
    private final Jwe jwe;

    private BareService(int port, Optional<Path> posted, SealedClaims claims) {
        this.port = port;
        this.posted = posted;
        this.licenseUrl = "http://127.0.0.1:" + port + "/hms/wv/rights/?ExpressPlayToken=";
        this.jwe = new Jwe(KEY, claims.claims());
        try {
            this.hash = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        Optional<Path> posted = arguments.length > 1 ? Optional.of(Path.of(arguments[1])) : Optional.empty();
        SealedClaims claims = new SealedClaims();
        Vertx.vertx()
                .deployVerticle(
                        () -> new BareService(port, posted, claims),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .await();
    }

    @Override
    public Future<HttpServer> start() {
        return vertx.createHttpServer().requestHandler(this::answer).listen(port, "127.0.0.1");
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a caller who has left is none that could be told
    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (posted.isPresent()) {
            request.body()
                    .compose(body -> vertx.fileSystem().writeFile(posted.get().toString(), body))
                    .onComplete(written -> response.end(), failure -> response.reset());
            return;
        }
        byte[] caller = hash.digest(authenticator(request.query()).getBytes(StandardCharsets.UTF_8));
        String answer = licenseUrl + jwe.seal();
        response.putHeader("Content-Type", "text/uri-list")
                .putHeader("Cache-Control", caller.length == hash.getDigestLength() ? "no-store" : "private")
                .end(answer);
    }

    private static String authenticator(String query) {
        int from = query.indexOf(AUTHENTICATOR) + AUTHENTICATOR.length();
        int to = query.indexOf('&', from);
        return query.substring(from, to < 0 ? query.length() : to).toLowerCase(Locale.ROOT);
    }
}
