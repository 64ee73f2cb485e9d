package org.symbolon.core.parameter;

import com.google.common.net.MediaType;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A form in which a DRM's players or storefronts and the service talk: what OpenAPI says of a body. A DRM that describes
 * none is described as bytes of any type.
 */
@Value.Immutable
public abstract class BodyForm {

    /** Where a form is used. */
    public enum Use {
        /** What a player posts to ask for a licence. */
        CHALLENGE,
        /** The query of a GET that asks for a licence; see {@link org.symbolon.core.drm.DrmRules#licenseByGet}. */
        QUERY,
        /** A licence. */
        LICENSE,
        /** A document for players ({@link org.symbolon.core.drm.DrmSystem#document}). */
        DOCUMENT,
        /** What a request for a token is answered ({@link org.symbolon.core.drm.DrmSystem#tokenAnswer}). */
        TOKEN,
        /** A refused redemption, with the status of its code ({@link org.symbolon.core.drm.DrmSystem#refusalAnswer}). */
        REFUSAL
    }

    @Value.Parameter
    public abstract Use use();

    /** The media type without parameters, such as {@code application/json}; that of a query is a form's. */
    @Value.Parameter
    public abstract String mediaType();

    /** What it is: a sentence without the full stop at its end. */
    @Value.Parameter
    public abstract String meaning();

    /** The JSON Schema (2020-12) of a body that is JSON or a form, as JSON; anything if empty. */
    public abstract Optional<String> schema();

    @Value.Check
    final void check() {
        if (!MediaType.parse(mediaType()).parameters().isEmpty()) {
            throw new IllegalStateException("a media type without parameters is needed: " + mediaType());
        }
    }

    /** A body that is described in words. */
    public static BodyForm of(Use use, String mediaType, String meaning) {
        return ImmutableBodyForm.of(use, mediaType, meaning);
    }

    /** The same form with the JSON Schema of its JSON or of its form. */
    public final BodyForm describedBy(String json) {
        return ImmutableBodyForm.builder().from(this).schema(json).build();
    }
}
