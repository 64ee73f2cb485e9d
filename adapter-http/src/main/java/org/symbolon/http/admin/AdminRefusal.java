package org.symbolon.http.admin;

import com.google.common.collect.ImmutableMap;
import org.symbolon.core.administration.AdministrationException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.keystore.KeyRefusedException;
import org.symbolon.http.management.ManagementAnswer;
import tools.jackson.databind.json.JsonMapper;

/** A request that is not done: its status, and what the answer says. */
final class AdminRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String field;

    /**
     * A refusal.
     *
     * @param code a word for programs
     * @param field what in the request is wrong; empty if it is no field
     */
    AdminRefusal(int status, String code, String field, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
    }

    static AdminRefusal invalid(String field, String message) {
        return new AdminRefusal(400, "invalid", field, message);
    }

    static AdminRefusal of(AdministrationException refused) {
        String message = String.valueOf(refused.getMessage());
        return switch (refused.reason()) {
            case INVALID -> invalid(refused.field(), message);
            case FORBIDDEN -> new AdminRefusal(403, "forbidden", "", message);
            case NOT_FOUND -> new AdminRefusal(404, "not-found", "", message);
            case CONFLICT -> new AdminRefusal(409, "conflict", "", message);
            case CHANGED_MEANWHILE -> new AdminRefusal(412, "changed-meanwhile", "If-Match", message);
        };
    }

    /** The value that a message of the key storage quotes is left out, because it may be a key. */
    static AdminRefusal of(KeyRefusedException refused) {
        String message = String.valueOf(refused.getMessage());
        int quotation = message.indexOf(", not '");
        return new AdminRefusal(
                refused.error().status(), "invalid", "", quotation < 0 ? message : message.substring(0, quotation));
    }

    /** The cause is in the log, and not in the answer. */
    static AdminRefusal of(StoreUnavailableException failed) {
        return new AdminRefusal(
                503, "unavailable", "", "the store does not answer, or could not write; nothing was changed");
    }

    ManagementAnswer answer() {
        ImmutableMap.Builder<String, Object> error = ImmutableMap.builder();
        error.put("code", code).put("message", String.valueOf(getMessage()));
        if (!field.isEmpty()) {
            error.put("field", field);
        }
        String body = JsonMapper.shared().writeValueAsString(ImmutableMap.of("error", error.buildOrThrow()));
        return ManagementAnswer.of(status, AdminSite.JSON, body);
    }
}
