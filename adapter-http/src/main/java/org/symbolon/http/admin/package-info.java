/**
 * The administration over HTTP, JSON below {@code /admin/v1} on the management listener: routes as data, from which
 * requests are read and documents are made. What is done, and who may do it, is in core's package {@code
 * administration}. Internal to the HTTP service.
 */
@NullMarked
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        overshadowImplementation = true,
        // As in core: without Immutables' own annotations, of which the javac of users of the jar would warn.
        allowedClasspathAnnotations = Generated.class)
package org.symbolon.http.admin;

import javax.annotation.processing.Generated;
import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
