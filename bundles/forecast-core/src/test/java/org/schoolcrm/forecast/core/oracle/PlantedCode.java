package org.schoolcrm.forecast.core.oracle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The shipped classes once more, one source file of them changed and compiled in memory. */
final class PlantedCode extends ClassLoader {

    private static final String CORE = "org.schoolcrm.forecast.core.";
    private static final String API = "org.schoolcrm.forecast.api.Period";

    private final Map<String, byte[]> changed = new HashMap<>();

    /** All as it is shipped. */
    PlantedCode() {
        super(PlantedCode.class.getClassLoader());
    }

    /** Refuses a bug whose original does not stand in its file exactly once. */
    PlantedCode(PlantedBug bug) throws IOException {
        this();
        var module = bug.isOfPeriods() ? Path.of("../forecast-api") : Path.of("");
        var name = (bug.isOfPeriods() ? "org.schoolcrm.forecast.api." : CORE) + bug.file;
        var source = module.resolve("src/main/java").resolve(name.replace('.', '/') + ".java");
        compile(name, planted(bug, Files.readString(source)));
    }

    <T> T make(String name, Class<T> type) throws ReflectiveOperationException {
        return type.cast(loadClass(CORE + name).getConstructor().newInstance());
    }

    private static String planted(PlantedBug bug, String source) {
        var anyLayout = bug.original.trim().replaceAll("\\s+", " ");
        var pattern = Pattern.compile(Pattern.quote(anyLayout).replace(" ", "\\E\\s+\\Q"));
        if (pattern.matcher(source).results().count() != 1) {
            throw new IllegalStateException("%s: «%s» must stand in %s exactly once; plant the bug anew"
                    .formatted(bug, bug.original, bug.file));
        }
        return pattern.matcher(source).replaceFirst(Matcher.quoteReplacement(bug.replacement));
    }

    private void compile(String name, String source) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var complaints = new DiagnosticCollector<JavaFileObject>();
        var options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
        var task = compiler.getTask(
                null,
                new InMemory(compiler.getStandardFileManager(complaints, null, null)),
                complaints,
                options,
                null,
                List.of(new Source(name, source)));
        if (!task.call()) {
            throw new IllegalStateException("Does not compile: "
                    + complaints.getDiagnostics().stream()
                            .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                            .toList());
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean own = name.startsWith(API) || (name.startsWith(CORE) && !name.startsWith(CORE + "oracle."));
        if (!own) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        var bytes = changed.get(name);
        if (bytes == null) {
            try (var shipped = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (shipped == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = shipped.readAllBytes();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {

        InMemory(StandardJavaFileManager disk) {
            super(disk);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            changed.put(name, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
