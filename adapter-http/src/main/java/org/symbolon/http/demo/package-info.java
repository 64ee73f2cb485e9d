/**
 * What shows the service to a newcomer: an account to try it with, and {@code serve --demo}. Internal to the HTTP
 * service.
 */
@NullMarked
package org.symbolon.http.demo;

import org.jspecify.annotations.NullMarked;
