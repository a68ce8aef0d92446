package broken;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.processor.Ran;

abstract class Loading<T> extends Weave<String> {
    abstract T load();

    @Do
    String stored(T loaded, String folder) { // error: Parameter 'folder' of task 'stored' in UnknownNameInherited is the name of neither a task nor an input.
        //   Tasks: stored, loaded, shown.
        //   If it is an input, declare it with @Input.
        Ran.body();
        return folder + loaded;
    }
}

class UnknownNameInherited extends Loading<Integer> {
    @Do
    Integer loaded() {
        return load();
    }

    @Override
    Integer load() {
        Ran.body();
        return 1;
    }

    @Do
    String shown(String stored) {
        Ran.body();
        return stored;
    }
}
