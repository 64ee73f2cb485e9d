package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.drm.fairplay.message.PostedSpc;
import org.symbolon.drm.fairplay.message.StreamingAnswer;

/**
 * Answers a {@code fairplay-streaming-request}. Each key is granted or refused by itself, and the answer has status 200
 * even if none is granted, because its clients read the status of each key. A redemption without any CKC is recorded as
 * a refusal.
 */
final class StreamingExchange {
    private static final int MAX_FACT_LENGTH = 1000;

    private final Function<PostedSpc, License> making;
    private final StreamingAnswer answer = new StreamingAnswer();
    /** Facts about the device, from the first SPC that says them. */
    private final Map<String, String> device = new LinkedHashMap<>();

    private final List<LicenseRefusedException> refusals = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    /**
     * An exchange.
     *
     * @param making makes the CKC for one SPC
     */
    StreamingExchange(Function<PostedSpc, License> making) {
        this.making = making;
    }

    License license(ImmutableList<PostedSpc> keys) {
        for (int position = 0; position < keys.size(); position++) {
            add(position, keys.get(position));
        }
        DrmAnswer whole = DrmAnswer.of(StreamingAnswer.MEDIA_TYPE, answer.toBytes());
        if (refusals.size() == keys.size()) {
            throw refusals.get(0).answeredWith(whole.withStatus(200));
        }
        if (!refused.isEmpty()) {
            String text = String.join("; ", refused);
            device.put("refusedKeys", text.substring(0, Math.min(MAX_FACT_LENGTH, text.length())));
        }
        return License.of(whole.mediaType(), whole.body()).withDevice(device);
    }

    private void add(int position, PostedSpc posted) {
        try {
            License made = making.apply(posted);
            made.device().forEach(device::putIfAbsent);
            answer.grant(posted, made.answer().body());
        } catch (LicenseRefusedException e) {
            int code = e.violations().get(0).code().number();
            refusals.add(e);
            refused.add((position + 1) + ": " + code + " " + e.explanation().rule() + " Got "
                    + e.explanation().got());
            e.device().forEach(device::putIfAbsent);
            answer.refuse(posted, code);
        }
    }
}
