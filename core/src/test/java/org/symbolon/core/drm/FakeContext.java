package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.symbolon.core.settings.Settings;

/** What plug-ins are given in tests: default settings, and no implementations of their own interfaces. */
public record FakeContext(InstantSource clock) implements DrmContext {
    private static final Settings SETTINGS = Settings.inFolder(Path.of("data"));

    @Override
    public Settings settings() {
        return SETTINGS;
    }

    @Override
    public SecureRandom random() {
        return new SecureRandom();
    }

    @Override
    public <S> ImmutableList<S> services(Class<S> service) {
        return ImmutableList.of();
    }
}
