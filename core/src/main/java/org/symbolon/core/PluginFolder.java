package org.symbolon.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The folder from whose jars plug-ins and stores are loaded, besides those on the class path. */
final class PluginFolder {

    private PluginFolder() {}

    /** A class loader over the jars of a folder, in the order of their names; the parent itself where there are none. */
    static ClassLoader loader(Path folder, ClassLoader parent) {
        if (!Files.isDirectory(folder)) {
            return parent;
        }
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException("the plug-in folder " + folder + " cannot be read", e);
        }
        Collections.sort(jars);
        URL[] urls = jars.stream().map(PluginFolder::url).toArray(URL[]::new);
        return urls.length == 0 ? parent : new URLClassLoader(urls, parent);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException everyFileHasAUrl) {
            throw new UncheckedIOException(everyFileHasAUrl);
        }
    }
}
