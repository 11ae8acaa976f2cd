package org.caricom.conch.db;

/// Finds who asked: a failure that comes back from the network has none of our frames in its trace.
final class Callers {
    private static final String OURS = "org.caricom.conch.";
    private static final String HERE = Callers.class.getPackageName() + ".";

    private Callers() {}

    /// `FilingStore.insert`: the nearest method of ours outside this package, without lambda decoration.
    static String storeMethod() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(
                                frame -> frame.getClassName().startsWith(OURS) && !isPlumbing(frame.getClassName()))
                        .findFirst()
                        .map(Callers::describe)
                        .orElse("database"));
    }

    private static boolean isPlumbing(String className) {
        return className.startsWith(HERE) && !className.endsWith("Test");
    }

    private static String describe(StackWalker.StackFrame frame) {
        String type = frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
        int nested = type.indexOf('$');
        String method = frame.getMethodName();
        if (method.startsWith("lambda$")) {
            method = method.substring(7, method.lastIndexOf('$'));
        }
        return (nested < 0 ? type : type.substring(0, nested)) + "." + method;
    }
}
