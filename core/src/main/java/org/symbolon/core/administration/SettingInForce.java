package org.symbolon.core.administration;

/**
 * A setting as it may be shown.
 *
 * @param value what is in force; {@code ***} for a secret
 * @param usual the default
 * @param origin where the value comes from
 */
public record SettingInForce(String name, String value, String usual, String origin) {}
