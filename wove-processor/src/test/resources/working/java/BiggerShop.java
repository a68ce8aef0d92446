package working;

import dev.wove.Do;

class BiggerShop extends Shop {
    @Override
    String user() {
        return "bob";
    }

    @Do
    String more(String all, String yMore) {
        return all + yMore;
    }
}
