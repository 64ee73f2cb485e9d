package org.symbolon.core.error;

/**
 * Why something was refused, for the operator who asks by the refusal's reference: more than a caller is told, and never a secret.
 *
 * @param rule the rule that failed
 * @param expected what would have passed
 * @param got what came instead
 * @param usualCause what most often is behind it
 */
public record Explanation(String rule, String expected, String got, String usualCause) {}
