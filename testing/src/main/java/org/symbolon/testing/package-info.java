/**
 * Tests for authors of DRM plug-ins. {@link org.symbolon.testing.DrmPluginContract} checks a whole plug-in; {@link
 * org.symbolon.testing.TestService}, {@link org.symbolon.testing.TestClaims} and the other {@code Test…} types stand in
 * for what core gives to a plug-in, for tests of its parts. {@link org.symbolon.testing.Mutations} makes nearly valid
 * inputs for parsers. Use this module in the test scope.
 */
@NullMarked
package org.symbolon.testing;

import org.jspecify.annotations.NullMarked;
