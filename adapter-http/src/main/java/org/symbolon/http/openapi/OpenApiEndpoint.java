package org.symbolon.http.openapi;

import com.google.common.base.Splitter;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.hash.Hashing;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.http.server.Answer;
import org.symbolon.http.server.Call;
import org.symbolon.http.server.Endpoint;
import org.symbolon.http.server.RefusedCallException;

/**
 * {@code GET /openapi.json}: the description of a listener's paths, which is written when it is first asked for and
 * then kept. It names no account, so pages of every origin may read it.
 */
public final class OpenApiEndpoint implements Endpoint {
    private static final Splitter COMMAS = Splitter.on(',').trimResults();

    private final Supplier<Written> written;

    /**
     * The endpoint of a listener.
     *
     * @param parts what is served on it
     */
    public OpenApiEndpoint(DrmCatalogue drms, ImmutableSet<OpenApi.Part> parts) {
        this.written = Suppliers.memoize(() -> Written.of(OpenApi.of(drms, parts)));
    }

    private record Written(Buffer json, String tag) {
        static Written of(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return new Written(Buffer.buffer(bytes), "\"" + Hashing.sha256().hashBytes(bytes) + "\"");
        }
    }

    @Override
    public Future<Answer> handle(Call call) {
        if (!call.method().equals(HttpMethod.GET) && !call.method().equals(HttpMethod.HEAD)) {
            throw RefusedCallException.method("GET, HEAD", "Use GET");
        }
        Written document = Objects.requireNonNull(written.get());
        boolean known = call.headers(HttpHeaders.IF_NONE_MATCH).stream()
                .flatMap(COMMAS::splitToStream)
                .anyMatch(tag -> tag.equals("*") || tag.equals(document.tag()) || tag.equals("W/" + document.tag()));
        Answer answer = known ? Answer.of(304, "", "") : Answer.of(200, Answer.JSON, document.json());
        return Future.succeededFuture(answer.with(ImmutableMap.of(
                "etag", document.tag(), "cache-control", "public, max-age=300", "access-control-allow-origin", "*")));
    }
}
