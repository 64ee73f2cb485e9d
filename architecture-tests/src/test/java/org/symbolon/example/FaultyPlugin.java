package org.symbolon.example;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.value.DrmId;

/** A plug-in that breaks the process or an event loop: as the cookie of a request for a token says. */
public final class FaultyPlugin implements DrmPlugin {
    private static final Parameter<String> COOKIE = Parameter.<String>named("cookie")
            .meaning("What the request says")
            .invalid(SharedError.INVALID_COOKIE)
            .parser(Parsed::valid)
            .build();

    @Override
    public int interfaceVersion() {
        return INTERFACE_VERSION;
    }

    @Override
    public DrmId id() {
        return new DrmId("ex");
    }

    @Override
    public String displayName() {
        return "Faulty";
    }

    @Override
    public ImmutableList<ErrorCode> errorCodes() {
        return ImmutableList.of();
    }

    @Override
    public DrmRules rules() {
        return DrmRules.builder()
                .optionDisabled(SharedError.INVALID_TOKEN)
                .optionAbsent(SharedError.INVALID_TOKEN)
                .licenseFailed(SharedError.INVALID_TOKEN)
                .build();
    }

    @Override
    public ImmutableList<Parameter<?>> parameters() {
        return ImmutableList.of();
    }

    @Override
    public DrmSystem create(DrmContext context) {
        return new DrmSystem() {
            @Override
            public Optional<DrmPolicy> parse(PolicyRequest request) {
                if (request.says(COOKIE, "memory")) {
                    throw new OutOfMemoryError("no memory outside the heap");
                }
                sleep();
                return Optional.empty();
            }

            @Override
            public DrmPolicy decode(EncodedPolicy policy) {
                throw new IllegalStateException("nothing was ever encoded");
            }
        };
    }

    private static void sleep() {
        System.err.println("FaultyPlugin sleeps");
        while (true) {
            try {
                TimeUnit.DAYS.sleep(1);
            } catch (InterruptedException ignored) {
                System.err.println("FaultyPlugin sleeps on");
            }
        }
    }
}
