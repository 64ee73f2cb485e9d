package org.symbolon.drm.widevine;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.drm.BodyKind;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.drm.widevine.call.ServiceCalls;
import org.symbolon.drm.widevine.call.ServiceGuard;

/**
 * Gets licences from the licence service that serves an account: signs the request, posts it and reads the answer
 * (redemption, "Widevine").
 */
final class LicenseServiceClient {
    private static final Logger LOG = LoggerFactory.getLogger(LicenseServiceClient.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    /** With these statuses something before the licence service says that the service does not answer. */
    private static final ImmutableSet<Integer> UNREACHABLE = ImmutableSet.of(502, 503, 504);

    private final ServiceCalls calls;
    private final ServiceGuard guard;
    private final SecureRandom random;
    private final Duration totalTimeout;
    private final int retries;

    LicenseServiceClient(DrmContext context) {
        this.calls = new ServiceCalls(context.settings(), Json.MAX_BYTES);
        this.guard = new ServiceGuard(context.settings(), WidevineError.LICENSE_FAILED, Ticker.systemTicker());
        this.random = context.random();
        this.totalTimeout = context.settings().get(ServiceCalls.TOTAL_TIMEOUT);
        this.retries = context.settings().get(ServiceCalls.RETRIES);
    }

    /** Stops the threads that call licence services. */
    void close() {
        calls.close();
    }

    /**
     * Gets a licence. Waits for the licence service, at most as long as the settings allow.
     *
     * @throws LicenseRefusedException with -4001 if the service does not trust the device, -4010 after the end of a
     *     rental period, -7008 for every other reason
     */
    License license(LicenseRequest request, WidevinePolicy policy) {
        checkChallenge(request.challenge().bytes());
        LicenseService service = request.credentials().stream()
                .findFirst()
                .map(credential -> LicenseService.decode(credential.secret()))
                .orElseThrow(() -> noService(request));
        byte[] envelope = RequestSigner.envelope(service, LicenseMessage.of(request, policy, service.provider()));
        try (ServiceGuard.Admitted call = guard.admit(service.endpoint(), request.claims())) {
            return toLicense(new Asking(service, envelope, call).ask());
        }
    }

    /**
     * Asks a service once for its certificate, which needs no key and makes no licence.
     *
     * @return empty if the answer is not that of a licence service
     * @throws IOException if there is no answer in time
     */
    Optional<ServiceAnswer> askForCertificate(LicenseService service) throws IOException {
        byte[] message = LicenseMessage.certificateRequest(service.provider());
        byte[] envelope = RequestSigner.envelope(service, message);
        return ServiceAnswer.read(
                calls.post(service.endpoint(), envelope, totalTimeout.toNanos()).body());
    }

    /** Refuses a body that is clearly not a challenge, without a call. For other bytes the licence service decides. */
    private static void checkChallenge(byte[] body) {
        BodyKind kind = BodyKind.of(body);
        if (kind != BodyKind.BYTES && !LicenseMessage.isCertificateRequest(body)) {
            throw failed(Explanation.of(
                    "The body is a Widevine challenge.",
                    "the bytes that the browser's CDM made",
                    kind.words() + ", " + body.length + " bytes in all",
                    "The player encodes or replaces the message of the CDM;"
                            + " it must post event.message unchanged."));
        }
    }

    /** The calls of one redemption. */
    private final class Asking {
        private final LicenseService service;
        private final byte[] envelope;
        private final ServiceGuard.Admitted call;
        private final long deadline = System.nanoTime() + totalTimeout.toNanos();

        Asking(LicenseService service, byte[] envelope, ServiceGuard.Admitted call) {
            this.service = service;
            this.envelope = envelope;
            this.call = call;
        }

        /** Asks again after a temporary failure of the service, as often as the settings and the time allow. */
        ServiceAnswer ask() {
            ServiceAnswer answer = askOnce();
            for (int retry = 0; retry < retries && isTemporaryFailure(answer); retry++) {
                if (!pause(retry, deadline)) {
                    return answer;
                }
                answer = askOnce();
            }
            return answer;
        }

        private ServiceAnswer askOnce() {
            try {
                HttpResponse<byte[]> response = calls.post(service.endpoint(), envelope, deadline - System.nanoTime());
                Optional<ServiceAnswer> answer = ServiceAnswer.read(response.body());
                if (answer.isPresent() || !UNREACHABLE.contains(response.statusCode())) {
                    call.answered();
                }
                if (answer.isEmpty() || (response.statusCode() != 200 && namesNoError(answer.get()))) {
                    throw noAnswer(response);
                }
                return answer.get();
            } catch (IOException e) {
                throw failed(Explanation.of(
                                "The licence service answers in time.",
                                "an answer within " + totalTimeout,
                                "none: " + e.getClass().getSimpleName(),
                                "The service is down or slow, its URL is wrong, or a firewall blocks the connection."))
                        .causedBy(e);
            }
        }
    }

    private static boolean isTemporaryFailure(ServiceAnswer answer) {
        return ServiceStatus.of(answer.status()) == ServiceStatus.INTERNAL_ERROR;
    }

    /**
     * Waits before the next attempt: twice as long each time, and with a random part, so that many callers do not ask
     * at the same time. Returns false if there is not enough time left.
     */
    private boolean pause(int retry, long deadline) {
        long maxNanos = FIRST_PAUSE.toNanos() << retry;
        long nanos = maxNanos / 2 + (long) (random.nextDouble() * maxNanos / 2);
        if (deadline - System.nanoTime() <= nanos) {
            return false;
        }
        try {
            Thread.sleep(Duration.ofNanos(nanos).toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** With an HTTP error the answer only counts if its status names an error; a licence needs the HTTP status 200. */
    private static boolean namesNoError(ServiceAnswer answer) {
        return answer.status().isEmpty() || ServiceStatus.of(answer.status()) == ServiceStatus.OK;
    }

    private static LicenseRefusedException noAnswer(HttpResponse<byte[]> response) {
        return failed(Explanation.of(
                "The licence service answers with JSON and status 200.",
                "status 200 and a JSON object",
                "status " + response.statusCode() + " and "
                        + BodyKind.of(response.body()).words() + ", " + response.body().length
                        + " bytes in all",
                "The URL is not that of a licence service, or the service fails;"
                        + " symbolon credential list wv shows the URL."));
    }

    private static License toLicense(ServiceAnswer answer) {
        ImmutableMap<String, String> device = ImmutableMap.<String, String>builder()
                .put("status", answer.status())
                .putAll(answer.facts())
                .buildOrThrow();
        ServiceStatus status = ServiceStatus.of(answer.status());
        if (status == ServiceStatus.OK && answer.license().isPresent()) {
            return License.of("application/octet-stream", answer.license().get())
                    .withDevice(device);
        }
        if (status == ServiceStatus.UNKNOWN) {
            LOG.warn("unknown status '{}' of a licence service; the player gets -7008", answer.status());
        }
        ErrorCode code = status == ServiceStatus.UNTRUSTED_DEVICE
                ? SharedError.DEVICE_NOT_AUTHENTICATED
                : WidevineError.LICENSE_FAILED;
        throw refused(code, answer).withDevice(device);
    }

    private static LicenseRefusedException refused(ErrorCode code, ServiceAnswer answer) {
        boolean ok = ServiceStatus.of(answer.status()) == ServiceStatus.OK;
        String rule = code == SharedError.DEVICE_NOT_AUTHENTICATED
                ? "the licence service does not trust the device"
                : "the licence service made no licence";
        return new LicenseRefusedException(
                Violation.of(code, rule),
                Explanation.of(
                        "The licence service makes a licence.",
                        "status OK and a licence in Base64",
                        ok ? "status OK and no licence" : "status '" + answer.status() + "'",
                        "The service's documents explain its statuses."
                                + " SIGNATURE_FAILED means a wrong key, IV or provider."));
    }

    private static LicenseRefusedException failed(Explanation explanation) {
        return new LicenseRefusedException(
                Violation.of(WidevineError.LICENSE_FAILED, "the licence service gave no licence for this challenge"),
                explanation);
    }

    private static LicenseRefusedException noService(LicenseRequest request) {
        return failed(Explanation.of(
                "An account has a Widevine licence service, or there is one for all accounts.",
                "a service for account " + request.claims().account(),
                "none",
                "No service was set: symbolon credential set wv."));
    }
}
