package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.diagnosis.DrmExamination;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.drm.account.DocumentRequest;

/**
 * The working part of a plug-in. Many threads call it at the same time, so it must protect its own state.
 *
 * <p>{@link #parse}, {@link #decode}, {@link #tokenAnswer}, {@link #refusalAnswer}, and every method of {@link
 * DrmPolicy} run on the event loop of the HTTP server: while one of them runs, all other requests of that event loop
 * wait. They must not block (no file, no network, no lock that another thread holds for long) and should take less than
 * a millisecond. {@link #license} and {@link #document} run on a worker thread. The former may wait, but each
 * redemption that waits occupies a worker, so a plug-in limits how many wait for one service.
 *
 * <p>Whatever a method throws without declaring it (an exception of any kind, an {@link AssertionError}, a
 * {@link LinkageError}, a {@link StackOverflowError}), and null, is a fault of the plug-in. Core logs it with its cause
 * and the name of the plug-in. A request for a token is then answered with status 500 and a reference, a redemption with
 * the DRM's code for a licence that cannot be made. It is never treated as bad input.
 */
public interface DrmSystem extends AutoCloseable {

    /**
     * Reads the parameters of this DRM, in the order of {@link DrmPlugin#parameters}. A rule that the request breaks is
     * reported by the request's {@code refuse} methods, not by an exception.
     *
     * <p>Runs on the event loop.
     *
     * @return the policy; empty only if at least one violation was reported, otherwise the plug-in has a fault
     */
    Optional<DrmPolicy> parse(PolicyRequest request);

    /**
     * Reads a policy back from a token. The inverse of {@link DrmPolicy#encode} and {@link DrmPolicy#encodeKey}, also
     * for tokens that older releases of the plug-in wrote. Runs on the event loop.
     *
     * @throws MalformedFieldsException if the fields cannot be understood, for instance because a newer release wrote
     * them
     */
    DrmPolicy decode(EncodedPolicy policy);

    /**
     * Makes a licence, on a worker thread. Called only after the token was opened and accepted for this DRM, environment and time. The
     * method may wait for other services, but only for a bounded time.
     *
     * @throws LicenseRefusedException if the challenge is invalid, the device is not trusted, or no licence can be
     * obtained
     */
    default License license(LicenseRequest request) {
        throw new UnsupportedOperationException(
                getClass().getSimpleName() + " issues tokens only and makes no licences");
    }

    /**
     * The document that {@link DrmRules#playerDocument} describes, on a worker thread. It must not wait. Its usual
     * status is 200, and players may keep it for an hour.
     *
     * @throws LicenseRefusedException if the account has none
     */
    default DrmAnswer document(DocumentRequest request) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " serves no document");
    }

    /**
     * The answer to a token request, for DRMs whose clients expect more than the licence URL, such as JSON with URL and
     * token. By default empty: the answer is the licence URL as {@code text/uri-list}. Runs on the event loop.
     */
    default Optional<DrmAnswer> tokenAnswer(TokenGrant grant) {
        return Optional.empty();
    }

    /**
     * The answer to a refused redemption, for DRMs whose devices expect errors in a form of their own, such as a SOAP
     * fault. Called for refusals by core (an expired token, say) and for refusals by {@link #license} without an answer
     * of their own. By default empty: the answer is HTML or JSON, as the token request asked. Runs on the event loop or
     * on a worker.
     */
    default Optional<DrmAnswer> refusalAnswer(LicenseRefusal refusal) {
        return Optional.empty();
    }

    /**
     * Examines the credentials, and whatever else licences need, for {@code symbolon doctor}: certificates that expire,
     * a service that does not answer. Nothing by default. Called by a command and not by the service, so it may wait,
     * but only for a bounded time.
     */
    default ImmutableList<Finding> examine(DrmExamination examination) {
        return ImmutableList.of();
    }

    /**
     * Releases threads, connections and other resources. Called once, after the last call of another method. Nothing by
     * default.
     */
    @Override
    default void close() {}
}
