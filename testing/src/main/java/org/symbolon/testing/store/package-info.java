/**
 * Contract tests for authors of stores, one class for each port. Each has a method {@code tests}, which takes a
 * supplier of empty stores and returns the tests for a method with {@link org.junit.jupiter.api.TestFactory}:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> accounts() {
 *     return AccountStoreContract.tests(MyStores::openEmpty);
 * }
 * }</pre>
 */
@NullMarked
package org.symbolon.testing.store;

import org.jspecify.annotations.NullMarked;
