/**
 * The administration over HTTP, JSON below {@code /admin/v1} on the management listener: routes as data, from which
 * requests are read and documents are made. What is done, and who may do it, is in core's package {@code
 * administration}. Internal to the HTTP service.
 */
@NullMarked
package org.symbolon.http.admin;

import org.jspecify.annotations.NullMarked;
