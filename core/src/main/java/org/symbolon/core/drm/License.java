package org.symbolon.core.drm;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;

/**
 * What a player gets.
 *
 * @param body the bytes of the answer
 * @param mediaType the Content-Type of the answer
 * @param device what was learned of the device, by name, for the record; no secret
 */
public record License(ByteSource body, String mediaType, ImmutableMap<String, String> device) {}
