package org.symbolon.core.drm;

import com.google.common.io.ByteSource;
import java.util.Optional;

/**
 * What a player posted.
 *
 * @param body the bytes as they came
 * @param mediaType the player's Content-Type, which says little: players send what they like
 */
public record Challenge(ByteSource body, Optional<String> mediaType) {}
