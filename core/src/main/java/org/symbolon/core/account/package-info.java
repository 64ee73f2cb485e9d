/**
 * API: accounts and what is kept for them: authentication, credentials, and the KEKs that the service keeps. Everything
 * is in memory and is read again when the store changes.
 */
@NullMarked
package org.symbolon.core.account;

import org.jspecify.annotations.NullMarked;
