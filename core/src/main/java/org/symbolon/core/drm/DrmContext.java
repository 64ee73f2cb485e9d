package org.symbolon.core.drm;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.symbolon.core.settings.Settings;

/**
 * What a plug-in is given to work with.
 *
 * @param settings the service's settings; a plug-in asks for the keys that it declared
 * @param clock the time
 * @param random the source of chance
 */
public record DrmContext(Settings settings, InstantSource clock, SecureRandom random) {}
