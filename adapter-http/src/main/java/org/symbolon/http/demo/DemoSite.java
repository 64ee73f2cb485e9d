package org.symbolon.http.demo;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.value.CustomerAuthenticator;

/**
 * A site below {@code /demo/}, for people who look at a demonstration. A {@link java.util.ServiceLoader} finds it, so
 * that the adapter depends on no film and on no player. Its methods run on workers and may block.
 */
public interface DemoSite {

    /**
     * Prepares the site; called once, before any answer.
     *
     * @param account the demo account, which the site may show
     * @return false if there can be no site, for instance because a plug-in that it needs is not loaded
     */
    boolean open(Symbolon symbolon, CustomerAuthenticator account);

    /**
     * The answer to a GET.
     *
     * @param path what follows {@code /demo/}; pages of every origin can read what has a {@code /} in it
     * @param query the parameters, the first value of each
     * @return empty for 404
     */
    Optional<DrmAnswer> answer(Symbolon symbolon, String path, ImmutableMap<String, String> query);
}
