package org.symbolon.core.drm;

import com.google.common.io.ByteSource;

/**
 * What a player gets.
 *
 * @param body the bytes of the answer
 * @param mediaType the Content-Type of the answer
 */
public record License(ByteSource body, String mediaType) {}
