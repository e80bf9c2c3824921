package io.globallock.search;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * Loads the library and its scenarios anew, so that {@link Schedule} runs them, and with an edit or none. This package, and what is
 * not this project's, comes from the parent.
 */
final class VariantLoader extends ClassLoader {

    static final String OURS = "io.globallock.";

    private final List<Edit> edits;
    private final Set<Edit> applied = new HashSet<>();

    private VariantLoader(List<Edit> edits) {
        super(VariantLoader.class.getClassLoader());
        this.edits = edits;
    }

    /** @throws IllegalStateException if the code has changed and the edit's place is no more */
    static VariantLoader of(List<Edit> edits) throws ClassNotFoundException {
        VariantLoader loader = new VariantLoader(edits);
        for (Edit edit : edits) {
            loader.loadClass(edit.type());
            if (!loader.applied.contains(edit)) {
                throw new IllegalStateException("the code has no such place any more: " + edit);
            }
        }
        return loader;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(VariantLoader.class.getPackageName() + ".")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            new ClassReader(in.readAllBytes()).accept(new VariantWriter(writer, name, edits, applied), 0);
            byte[] bytes = writer.toByteArray();
            return defineClass(name, bytes, 0, bytes.length, VariantLoader.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
