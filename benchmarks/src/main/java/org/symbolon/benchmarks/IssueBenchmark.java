package org.symbolon.benchmarks;

import com.google.common.collect.ImmutableMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenIssuer;
import org.symbolon.core.issue.TokenRefusedException;

/** A whole issuance, from the decoded parameters to the licence URL, and refusals, which must cost no more. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class IssueBenchmark {
    private final TokenIssuer issuer = Requests.service().issuer();
    private final ImmutableMap<String, String> widevine = Requests.decoded(Requests.USUAL_WIDEVINE);
    private final ImmutableMap<String, String> fairplay = Requests.decoded(Requests.USUAL_FAIRPLAY);
    private final ImmutableMap<String, String> invalid = Requests.decoded(Requests.INVALID_WIDEVINE);
    private final ImmutableMap<String, String> wrongSecret = Requests.decoded(Requests.WRONG_SECRET);
    private final ImmutableMap<String, String> unknownCustomer = Requests.decoded(Requests.UNKNOWN_CUSTOMER);

    @Benchmark
    public IssuedToken widevine() {
        return issuer.issue(Requests.of(Requests.WIDEVINE, widevine));
    }

    @Benchmark
    public IssuedToken fairplay() {
        return issuer.issue(Requests.of(Requests.FAIRPLAY, fairplay));
    }

    @Benchmark
    public TokenRefusedException invalid() {
        return refusal(invalid);
    }

    @Benchmark
    public TokenRefusedException wrongSecret() {
        return refusal(wrongSecret);
    }

    @Benchmark
    public TokenRefusedException unknownCustomer() {
        return refusal(unknownCustomer);
    }

    private TokenRefusedException refusal(ImmutableMap<String, String> request) {
        try {
            throw new IllegalStateException("issued "
                    + issuer.issue(Requests.of(Requests.WIDEVINE, request)).id());
        } catch (TokenRefusedException refused) {
            return refused;
        }
    }
}
