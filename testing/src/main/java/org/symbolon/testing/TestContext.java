package org.symbolon.testing;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ServiceLoader;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.settings.Settings;

/**
 * What a plug-in is given when a test creates it.
 *
 * @param settings the settings
 * @param clock the clock
 * @param random the source of random numbers
 * @param loader the class loader in which {@link #services} looks
 */
public record TestContext(Settings settings, InstantSource clock, SecureRandom random, ClassLoader loader)
        implements DrmContext {

    /** The default settings, a clock that always says the same time, and services of the class path. */
    public static TestContext at(Instant now) {
        return new TestContext(
                Settings.inFolder(Path.of("data")),
                InstantSource.fixed(now),
                new SecureRandom(),
                TestContext.class.getClassLoader());
    }

    /** The same context with other settings. */
    public TestContext withSettings(Settings others) {
        return new TestContext(others, clock, random, loader);
    }

    /** The same context that looks for services in another class loader. */
    public TestContext withLoader(ClassLoader other) {
        return new TestContext(settings, clock, random, other);
    }

    @Override
    public <S> ImmutableList<S> services(Class<S> service) {
        return ImmutableList.copyOf(ServiceLoader.load(service, loader));
    }
}
