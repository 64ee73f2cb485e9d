/**
 * Tests of what is published and of the files of {@code deploy/}. Those that need the release itself have the tag
 * {@code release}, and run with {@code mvn -Prelease verify} only.
 */
package org.symbolon.release;
