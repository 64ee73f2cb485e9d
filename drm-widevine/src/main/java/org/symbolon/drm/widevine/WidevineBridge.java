package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.symbolon.core.drm.BodyKind;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;

/** Has licences made by the licence service of an account: signs what it sends, and understands what comes back (redemption, "Widevine"). */
final class WidevineBridge {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final ServiceCalls calls;
    private final SecureRandom random;
    private final Duration total;
    private final int retries;

    WidevineBridge(DrmContext context) {
        this.calls = new ServiceCalls(context.settings());
        this.random = context.random();
        this.total = context.settings().get(ServiceCalls.TOTAL_TIMEOUT);
        this.retries = context.settings().get(ServiceCalls.RETRIES);
    }

    /**
     * Makes a licence.
     *
     * @throws LicenseRefusedException with -4001 where the service does not trust the device, -4010 after the end of a rental period, -7008 for everything else
     */
    License license(LicenseRequest request, WidevinePolicy policy) {
        checkChallenge(request.challenge().bytes());
        LicenseService service = request.credentials().stream()
                .findFirst()
                .map(credential -> LicenseService.decode(credential.secret()))
                .orElseThrow(() -> noService(request));
        byte[] envelope = RequestSigner.envelope(service, LicenseMessage.of(request, policy, service.provider()));
        if (!calls.begin()) {
            throw tooManyCalls();
        }
        try {
            return license(ask(service, envelope));
        } finally {
            calls.end();
        }
    }

    /** What is recognisably something else is not worth a call; what is not, the service judges. */
    private static void checkChallenge(byte[] body) {
        BodyKind kind = BodyKind.of(body);
        if (kind != BodyKind.BYTES && !LicenseMessage.isCertificateRequest(body)) {
            throw failed(
                    new Explanation(
                            "The body is a Widevine challenge.",
                            "bytes as the browser's CDM made them",
                            kind.words() + ", " + body.length + " bytes in all",
                            "The player wraps, encodes or replaces the message of the CDM; it has to post event.message as it is."));
        }
    }

    /** Asks until there is an answer that is not worth asking again, or no time left. */
    private ServiceAnswer ask(LicenseService service, byte[] envelope) {
        long deadline = System.nanoTime() + total.toNanos();
        ServiceAnswer answer = askOnce(service, envelope, deadline);
        for (int retry = 0; retry < retries && mayBeAskedAgain(answer); retry++) {
            if (!pause(retry, deadline)) {
                return answer;
            }
            answer = askOnce(service, envelope, deadline);
        }
        return answer;
    }

    private static boolean mayBeAskedAgain(ServiceAnswer answer) {
        return ServiceStatus.of(answer.status()) == ServiceStatus.INTERNAL_ERROR;
    }

    /** Waits longer each time, and not as long as others do; false if there is no time for that. */
    private boolean pause(int retry, long deadline) {
        long longest = FIRST_PAUSE.toNanos() << retry;
        long nanos = longest / 2 + (long) (random.nextDouble() * longest / 2);
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

    private ServiceAnswer askOnce(LicenseService service, byte[] envelope, long deadline) {
        try {
            HttpResponse<byte[]> response = calls.post(service.endpoint(), envelope, deadline - System.nanoTime());
            Optional<ServiceAnswer> answer = ServiceAnswer.read(response.body());
            if (answer.isEmpty() || (response.statusCode() != 200 && saysNothing(answer.get()))) {
                throw noAnswer(response);
            }
            return answer.get();
        } catch (IOException e) {
            throw failed(new Explanation(
                            "The licence service answers in time.",
                            "an answer within " + total,
                            "none: " + e.getClass().getSimpleName(),
                            "The service is down or slow, its URL is wrong, or a firewall is between."))
                    .causedBy(e);
        }
    }

    /** A service may tell of an error by its own status and HTTP's both; a licence comes with 200 alone. */
    private static boolean saysNothing(ServiceAnswer answer) {
        return answer.status().isEmpty() || ServiceStatus.of(answer.status()) == ServiceStatus.OK;
    }

    private static LicenseRefusedException noAnswer(HttpResponse<byte[]> response) {
        return failed(new Explanation(
                "The licence service answers with JSON and status 200.",
                "status 200 and a JSON object",
                "status " + response.statusCode() + " and "
                        + BodyKind.of(response.body()).words() + ", " + response.body().length + " bytes in all",
                "The URL of the service leads to something else, or the service fails; see widevine service show."));
    }

    private static License license(ServiceAnswer answer) {
        ImmutableMap<String, String> device = ImmutableMap.<String, String>builder()
                .put("status", answer.status())
                .putAll(answer.facts())
                .buildOrThrow();
        ServiceStatus status = ServiceStatus.of(answer.status());
        if (status == ServiceStatus.OK && answer.license().isPresent()) {
            return new License(answer.license().get(), "application/octet-stream", device);
        }
        ErrorCode code = status == ServiceStatus.UNTRUSTED_DEVICE
                ? SharedError.DEVICE_NOT_AUTHENTICATED
                : WidevineError.LICENSE_FAILED;
        throw refused(code, answer).with(device);
    }

    private static LicenseRefusedException refused(ErrorCode code, ServiceAnswer answer) {
        boolean ok = ServiceStatus.of(answer.status()) == ServiceStatus.OK;
        String rule = code == SharedError.DEVICE_NOT_AUTHENTICATED
                ? "the licence service does not trust the device"
                : "the licence service made no licence";
        return new LicenseRefusedException(
                Violation.of(code, rule),
                new Explanation(
                        "The licence service makes a licence.",
                        "status OK and a licence in Base64",
                        ok ? "status OK and no licence" : "status '" + answer.status() + "'",
                        "The status is the service's own; its documents say what is behind it. SIGNATURE_FAILED means a wrong key, IV or provider."));
    }

    private static LicenseRefusedException failed(Explanation explanation) {
        return new LicenseRefusedException(
                Violation.of(WidevineError.LICENSE_FAILED, "no licence could be had for this challenge"), explanation);
    }

    private static LicenseRefusedException noService(LicenseRequest request) {
        return failed(new Explanation(
                "An account has a Widevine licence service, or there is one for all accounts.",
                "a service for account " + request.claims().account(),
                "none",
                "Nobody named one yet: widevine service set."));
    }

    private static LicenseRefusedException tooManyCalls() {
        return failed(new Explanation(
                "So many calls to licence services may be under way at the same time.",
                "fewer than " + ServiceCalls.MOST_CALLS.name() + " says",
                "as many as that",
                "The licence service is slow, or more players come at once than it is set up for."));
    }
}
